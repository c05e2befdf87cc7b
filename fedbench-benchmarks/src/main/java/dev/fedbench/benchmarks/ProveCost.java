package dev.fedbench.benchmarks;

import dev.fedbench.zk.circom.CircomKey;
import dev.fedbench.zk.field.Tally;
import dev.fedbench.zk.lanes.Lanes;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One proof after another, under one key and of one witness; CPU is that of the thread, compilers
 * and collector left out. Then the bound: what the products of a proof that is made one by one take
 * at least, each measured by itself.
 */
final class ProveCost implements Figure {

  private static final double TURN_SECONDS = 25;
  private static final int LEAST_TURNS = 5;
  private static final int MOST_TURNS = 41;
  private static final int WARM_UP_SECONDS = 8;
  private static final List<Integer> SIZES = List.of(10, 100, 1_000);

  /** Sizes beside the usual ones, such as 10000, whose keys take a minute to make. */
  private static final int SIZE = Integer.getInteger("prove.size", 0);

  @Override
  public void measure(PrintStream out) throws Exception {
    for (int size : SIZE > 0 ? List.of(SIZE) : SIZES) {
      try (ProofFiles files = ProofFiles.secure(size)) {
        measure(out, size, files);
      }
    }
  }

  private static void measure(PrintStream out, int size, ProofFiles files) throws Exception {
    out.printf(
        "secure, %d values of 16 bits, %d constraints; products: %s%n",
        size, files.constraints(), Lanes.description());
    Ours ours = new Ours(files);
    Costs first = new Costs();
    ours.prove(first, new Costs());
    int warmUps = 1;
    for (long start = System.nanoTime();
        System.nanoTime() - start < WARM_UP_SECONDS * 1e9;
        warmUps++) {
      ours.prove(new Costs(), new Costs());
    }
    int fitting = (int) (TURN_SECONDS / WARM_UP_SECONDS * warmUps);
    int turns = Math.max(LEAST_TURNS, Math.min(MOST_TURNS, fitting)) | 1; // a median is one of them
    Costs proofs = new Costs();
    Costs verifications = new Costs();
    for (int i = 0; i < turns; i++) {
      ours.prove(proofs, verifications);
    }
    out.printf("  ours, first of the key: %s%n", first.millis());
    out.printf("  ours, proof, verified: %s%n", proofs.millis());
    out.printf("  ours, verification: %s%n", verifications.millis());
    bound(out, files, proofs);
  }

  private static void bound(PrintStream out, ProofFiles files, Costs proofs) throws Exception {
    ProductCost cost = ProductCost.measure();
    try (Jvm jvm =
        Jvm.start(
            List.of("-Ddev.fedbench.zk.tally=true"), ProveCost.class, files.zkey(), files.wtns())) {
      Map<String, String> counts = jvm.finish();
      long products = Long.parseLong(counts.get("multiplications"));
      long squares = Long.parseLong(counts.get("squares"));
      long doubles = Long.parseLong(counts.get("doubles"));
      double bound =
          (products * cost.multiplication()
                  + squares * cost.square()
                  + doubles * cost.doubleProduct())
              / 1e6;
      out.printf(
          "  bound: %,d multiplications of %.1f ns, %,d squares of %.1f, %,d double products of %.1f: %.1f ms, %.0f %% of the time%n",
          products,
          cost.multiplication(),
          squares,
          cost.square(),
          doubles,
          cost.doubleProduct(),
          bound,
          bound / proofs.cpuSeconds() / 10);
    }
  }

  /** Counts the products of one proof, done one by one, in a process that counts them. */
  public static void main(String[] args) throws Exception {
    CircomKey key = CircomKey.read(Path.of(args[0]), new SecureRandom());
    byte[] wtns = Files.readAllBytes(Path.of(args[1]));
    Tally.Products before = Tally.products();
    key.proveEncoded(wtns);
    Tally.Products products = Tally.products().since(before);
    System.out.println("multiplications " + products.multiplications());
    System.out.println("squares " + products.squares());
    System.out.println("doubles " + products.doubleProducts());
  }

  /** One key and one witness of ours. */
  private static final class Ours {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final CircomKey key;
    private final byte[] wtns;
    private final List<BigInteger> signals;

    Ours(ProofFiles files) throws Exception {
      key = CircomKey.read(files.zkey(), new SecureRandom());
      wtns = Files.readAllBytes(files.wtns());
      signals =
          NUMBER
              .matcher(key.prove(wtns).publicJson())
              .results()
              .map(MatchResult::group)
              .map(BigInteger::new)
              .toList();
    }

    void prove(Costs proofs, Costs verifications) throws Exception {
      byte[] proof = proofs.time(Costs.Cpu.THREAD, () -> key.proveEncoded(wtns));
      if (!verifications.time(Costs.Cpu.THREAD, () -> key.verifier().verify(signals, proof))) {
        throw new IllegalStateException("a proof of ours is not one");
      }
    }
  }
}
