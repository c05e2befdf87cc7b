package dev.fedbench.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A warm snarkjs in a process of its own, which proves what it is told to. */
final class SnarkjsProver implements AutoCloseable {

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  SnarkjsProver(Process process) {
    this.process = process;
    in = process.outputWriter(StandardCharsets.UTF_8);
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** So many proofs; CPU is that of the process. */
  void prove(Path zkey, Path wtns, int count, Costs proofs, Costs verifications)
      throws IOException {
    in.write("%s\t%s\t%d%n".formatted(zkey.toAbsolutePath(), wtns.toAbsolutePath(), count));
    in.flush();
    for (int i = 0; i < count; i++) {
      String[] words = next().split(" ");
      proofs.addMillis(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
      verifications.addMillis(Double.parseDouble(words[3]), Double.parseDouble(words[4]));
    }
  }

  private String next() throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("proof ")) {
        return line;
      }
    }
    throw new IOException("snarkjs ended before its time");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
