package dev.fedbench.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** snarkjs in a process of its own, which stays warm, with one key and one witness. */
final class Snarkjs implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final PrintStream requests;

  private Snarkjs(Process process) {
    this.process = process;
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /** Where the profile interop has installed it; empty if it has not. */
  static Optional<Path> directory() {
    return Optional.ofNullable(System.getProperty("interop.directory"))
        .map(Path::of)
        .filter(path -> Files.isDirectory(path.resolve("node_modules/snarkjs")));
  }

  static Snarkjs start(Path directory, Path zkey, Path wtns, Path verificationKey)
      throws IOException {
    List<String> command =
        List.of(
            "node",
            "--input-type=module",
            "-e",
            script(),
            directory.toAbsolutePath().toString(),
            zkey.toString(),
            wtns.toString(),
            verificationKey.toString());
    return new Snarkjs(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private static String script() throws IOException {
    try (InputStream in = Snarkjs.class.getResourceAsStream("/prove.mjs")) {
      if (in == null) {
        throw new IOException("prove.mjs is not on the class path; build fedbench-benchmarks");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A proof and its verification. */
  void prove(Costs proofs, Costs verifications) throws IOException {
    requests.println();
    proofs.addPlain(answer("prove "));
    verifications.addPlain(answer("verify "));
  }

  private String answer(String name) throws IOException {
    String line = answers.readLine();
    if (line == null || !line.startsWith(name)) {
      throw new IOException(
          "snarkjs printed '%s'; expected '%sSECONDS SECONDS'".formatted(line, name));
    }
    return line.substring(name.length());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
