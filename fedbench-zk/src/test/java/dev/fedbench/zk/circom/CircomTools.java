package dev.fedbench.zk.circom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** circom and snarkjs, installed by npm below {@code target}, as processes of their own. */
final class CircomTools {

  private static final int MOST_MINUTES = 10;

  private final Path home;

  private CircomTools(Path home) {
    this.home = home;
  }

  /**
   * Installs what {@code src/test/interop/package-lock.json} pins, if it is not there yet.
   *
   * @param module where the module is
   */
  static CircomTools install(Path module) throws IOException, InterruptedException {
    CircomTools tools = new CircomTools(Files.createDirectories(module.resolve("target/interop")));
    for (String needed : List.of("node", "npm")) {
      try {
        tools.run(List.of(needed, "--version"));
      } catch (IOException e) {
        throw new IllegalStateException(
            "the profile interop needs Node.js 20 or later: there is no '%s' on the path"
                .formatted(needed),
            e);
      }
    }
    Path lock = tools.home.resolve("package-lock.json");
    Path pinned = module.resolve("src/test/interop/package-lock.json");
    if (Files.exists(lock)
        && Files.mismatch(lock, pinned) < 0
        && Files.exists(tools.script("snarkjs"))) {
      return tools;
    }
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(
          pinned.resolveSibling(file),
          tools.home.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    tools.succeed(
        List.of(
            "npm",
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefix",
            tools.home.toString()));
    return tools;
  }

  private Path script(String name) {
    return home.resolve("node_modules/.bin").resolve(name);
  }

  Path home() {
    return home;
  }

  /** What it printed. */
  String circom(Object... arguments) throws IOException, InterruptedException {
    return succeed(command("circom2", arguments));
  }

  /** What it printed. */
  String snarkjs(Object... arguments) throws IOException, InterruptedException {
    return succeed(command("snarkjs", arguments));
  }

  /** Whether snarkjs says so, of a proof. */
  boolean verifies(Path key, Path publics, Path proof) throws IOException, InterruptedException {
    Ran ran = run(command("snarkjs", "groth16", "verify", key, publics, proof));
    if (!ran.output.contains("OK!") && !ran.output.contains("Invalid proof")) {
      throw new IllegalStateException("snarkjs says neither yes nor no:\n" + ran.output);
    }
    return ran.status == 0 && ran.output.contains("OK!");
  }

  private List<String> command(String tool, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("node", script(tool).toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  private record Ran(int status, String output) {}

  private String succeed(List<String> command) throws IOException, InterruptedException {
    Ran ran = run(command);
    if (ran.status != 0) {
      throw new IllegalStateException(
          "%s ended with %d:%n%s".formatted(command, ran.status, ran.output));
    }
    return ran.output;
  }

  private Ran run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "output", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
          throw new IllegalStateException(
              "%s takes longer than %d minutes".formatted(command, MOST_MINUTES));
        }
      } finally {
        process.destroyForcibly();
      }
      return new Ran(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
