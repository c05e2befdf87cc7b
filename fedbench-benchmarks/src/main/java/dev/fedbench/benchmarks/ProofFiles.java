package dev.fedbench.benchmarks;

import dev.fedbench.zk.circom.CircomFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Keys of one of our circuits and a witness of it, as files of circom's formats. */
record ProofFiles(Path directory, int constraints) implements AutoCloseable {

  private static final int BITS = 16;

  /** Of secure's updates of so many values, drawn from seed 1. */
  static ProofFiles secure(int values) throws IOException {
    Path directory = Files.createTempDirectory("fedbench-prove");
    CircomFiles files = new CircomFiles(new SecureRandom());
    Path input = directory.resolve("input.json");
    Files.writeString(input, input(values));
    Path r1cs = directory.resolve("circuit.r1cs");
    int constraints =
        files
            .circuit("secure", values, BITS, r1cs, input, directory.resolve("witness.wtns"))
            .constraints();
    ProofFiles made = new ProofFiles(directory, constraints);
    files.setup(r1cs, made.zkey(), made.verificationKey());
    return made;
  }

  private static String input(int values) {
    Random random = new Random(1);
    return IntStream.range(0, values)
        .mapToObj(i -> Long.toString(Math.round(1000 * random.nextGaussian())))
        .collect(Collectors.joining(", ", "{\"gradients\": [", "]}"));
  }

  Path zkey() {
    return directory.resolve("circuit.zkey");
  }

  Path wtns() {
    return directory.resolve("witness.wtns");
  }

  Path verificationKey() {
    return directory.resolve("verification_key.json");
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
