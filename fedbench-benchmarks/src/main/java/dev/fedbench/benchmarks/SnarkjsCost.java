package dev.fedbench.benchmarks;

import dev.fedbench.zk.circom.CircomFiles;
import dev.fedbench.zk.circom.CircuitSummary;
import dev.fedbench.zk.circom.ProvingTimes;
import dev.fedbench.zk.lanes.Lanes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The statement secure, proved by us and by snarkjs: both under one key of our circuit and with one
 * witness, then by snarkjs under a key of the circuit that says the same in circom. Both are warm,
 * and take turns. Without snarkjs on this machine nothing is measured.
 */
final class SnarkjsCost implements Figure {

  private static final int BITS = 16;
  private static final int TURNS = 3;

  /** Values of an update, and the proofs of a turn. */
  private record Size(int values, int proofs) {}

  private static final List<Size> SIZES = List.of(new Size(10, 7), new Size(1_000, 3));

  /** One size for all others, such as 10000, whose keys take minutes to make. */
  private static final int ONLY = Integer.getInteger("snarkjs.values", 0);

  private final CircomFiles files = new CircomFiles(new SecureRandom());

  @Override
  public void measure(PrintStream out) throws Exception {
    Optional<SnarkjsTools> found = SnarkjsTools.find(out);
    if (found.isEmpty()) {
      return;
    }
    SnarkjsTools tools = found.get();
    out.println("ours computes " + Lanes.description());
    for (Size size : ONLY > 0 ? List.of(new Size(ONLY, 2)) : SIZES) {
      try (SnarkjsProver snarkjs = new SnarkjsProver(tools.prover())) {
        measure(out, tools, snarkjs, size);
      }
    }
  }

  private void measure(PrintStream out, SnarkjsTools tools, SnarkjsProver snarkjs, Size size)
      throws Exception {
    Path directory = tools.workDirectory("secure-" + size.values());
    Path input = input(directory, size.values(), ", \"iv\": \"5\"");
    Path wtns = directory.resolve("ours.wtns");
    Path r1cs = directory.resolve("ours.r1cs");
    Path zkey = directory.resolve("ours.zkey");
    CircuitSummary ours = files.circuit("secure", size.values(), BITS, r1cs, input, wtns);
    files.setup(r1cs, zkey, directory.resolve("ours.json"));
    SnarkjsTools.Circuit circom = tools.compile("Secure", size.values(), input, directory);
    files.setup(circom.r1cs(), circom.zkey(), directory.resolve("circom.json"));

    Costs proofs = new Costs();
    Costs verifications = new Costs();
    Costs theirs = new Costs();
    Costs theirVerifications = new Costs();
    Costs theirCircuit = new Costs();
    snarkjs.prove(zkey, wtns, 2, new Costs(), new Costs()); // warms it up; bench does so for ours
    snarkjs.prove(circom.zkey(), circom.wtns(), 2, new Costs(), new Costs());
    for (int turn = 0; turn < TURNS; turn++) {
      ProvingTimes times = files.bench(zkey, wtns, size.proofs(), 1);
      proofs.addMillis(times.proveMsWall(), times.proveMsCpu());
      verifications.addMillis(times.verifyMsWall(), times.verifyMsCpu());
      snarkjs.prove(zkey, wtns, size.proofs(), theirs, theirVerifications);
      snarkjs.prove(circom.zkey(), circom.wtns(), size.proofs(), theirCircuit, new Costs());
    }
    out.printf(
        "secure, %d values of %d bits, %d constraints; %d proofs a turn, %d turns; medians:%n",
        size.values(), BITS, ours.constraints(), size.proofs(), TURNS);
    out.printf("  proof, ours, one thread: %s%n", proofs.millis());
    out.printf("  proof, snarkjs, same key and witness: %s%n", theirs.millis());
    out.printf("  proof, snarkjs, the statement in circom: %s%n", theirCircuit.millis());
    out.printf(
        "  CPU, snarkjs over ours: %.1f under the same key, %.1f with its own circuit%n",
        theirs.cpuSeconds() / proofs.cpuSeconds(), theirCircuit.cpuSeconds() / proofs.cpuSeconds());
    out.printf("  verification, ours: %s%n", verifications.millis());
    out.printf("  verification, snarkjs: %s%n", theirVerifications.millis());
  }

  /**
   * An update as both circuits take it.
   *
   * @param more further members of the object
   */
  static Path input(Path directory, int values, String more) throws IOException {
    String gradients =
        new Random(values)
            .ints(values, -300, 300)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return Files.writeString(
        directory.resolve("input.json"),
        "{\"gradients\": [%s], \"maxNormSq\": \"%d\", \"minActive\": 1%s}"
            .formatted(gradients, 90_000L * values, more));
  }
}
