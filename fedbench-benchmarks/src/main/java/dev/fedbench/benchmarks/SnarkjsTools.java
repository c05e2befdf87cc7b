package dev.fedbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * circom and snarkjs as the profile interop leaves them in {@code fedbench-zk/target/interop}, and
 * our statement written for circom, of any size.
 */
final class SnarkjsTools {

  private final Path modules;
  private final Path sources;

  private SnarkjsTools(Path modules, Path sources) {
    this.modules = modules;
    this.sources = sources;
  }

  /** Empty, with a word on it, if they are not installed. */
  static Optional<SnarkjsTools> find(PrintStream out) {
    Path benchmarks = Path.of(System.getProperty("fedbench.benchmarks", "fedbench-benchmarks"));
    Path modules =
        Path.of(System.getProperty("fedbench.interop", "fedbench-zk/target/interop"))
            .resolve("node_modules");
    if (!Files.isDirectory(modules.resolve("snarkjs"))) {
      out.println(
          "not measured: no snarkjs in %s; run mvn test -Pinterop -pl fedbench-zk -am before"
              .formatted(modules));
      return Optional.empty();
    }
    return Optional.of(new SnarkjsTools(modules, benchmarks.resolve("src/main")));
  }

  /** A circuit of circom's with a witness, and where its key goes. */
  record Circuit(Path r1cs, Path wtns, Path zkey) {}

  /**
   * Compiles a template of {@code statement.circom} for so many values of 16 bits and computes its
   * witness, both with the tools. The directory has to be below the one that both are in: circom2
   * sees nothing else.
   */
  Circuit compile(String template, int values, Path input, Path directory)
      throws IOException, InterruptedException {
    String name = template.toLowerCase(Locale.ROOT) + values;
    Files.copy(
        sources.resolve("circom/statement.circom"),
        directory.resolve("statement.circom"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        directory.resolve(name + ".circom"),
        """
        pragma circom 2.1.0;
        include "statement.circom";
        component main {public [maxNormSq, minActive]} = %s(%d, 16);
        """
            .formatted(template, values));
    Path home = modules.getParent().toAbsolutePath();
    Path inside = home.relativize(directory.toAbsolutePath());
    Path libraries = home.relativize(modules.toAbsolutePath());
    Path source = inside.resolve(name + ".circom");
    run(home, "circom2", source, "--r1cs", "--wasm", "-o", inside, "-l", libraries);
    Path wasm = inside.resolve(name + "_js").resolve(name + ".wasm");
    Path wtns = directory.resolve(name + ".wtns");
    run(home, "snarkjs", "wtns", "calculate", wasm, input.toAbsolutePath(), wtns.toAbsolutePath());
    return new Circuit(directory.resolve(name + ".r1cs"), wtns, directory.resolve(name + ".zkey"));
  }

  /** A directory that circom2 can see. */
  Path workDirectory(String name) throws IOException {
    return Files.createDirectories(modules.resolveSibling("figures").resolve(name));
  }

  /** A warm snarkjs. */
  Process prover() throws IOException {
    return new ProcessBuilder(
            "node", sources.resolve("snarkjs/prover.cjs").toString(), modules.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void run(Path home, String tool, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(modules.resolve(".bin").resolve(tool).toAbsolutePath().toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path output = Files.createTempFile("fedbench-" + tool, ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    String said = Files.readString(output);
    Files.delete(output);
    if (code != 0) {
      throw new IOException("%s ended with %d: %s".formatted(command, code, said));
    }
  }
}
