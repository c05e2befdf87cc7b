package dev.fedbench.benchmarks;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.spi.Extensions;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What Groth16 takes on one thread: set-up, proof and verification. First in JVMs that have done
 * nothing else; then in this one, once the code is compiled, with fresh keys. Keys that have proved
 * for long enough make themselves tables, so that proofs are measured before and after.
 */
final class ProofCost implements Figure {

  private static final int COLD_RUNS = 5;
  private static final int SETUPS = 3;
  private static final String TABLE = "dev.fedbench.zk.msm.Table";

  /**
   * Updates of one size.
   *
   * @param warmUps proofs with other keys
   * @param early proofs measured from the second on, few enough to need no table
   * @param until proofs made when the tables are there
   * @param late proofs measured then
   */
  private record Size(ProofKind kind, int values, int warmUps, int early, int until, int late) {

    ProofPolicy policy() {
      return ProofPolicy.secure().kind(kind);
    }

    Circuit circuit(ProofSystem system) {
      return system.circuit(new CircuitSpec(kind, values, policy().bits()));
    }

    @Override
    public String toString() {
      return "%s, %d values of %d bits".formatted(kind, values, policy().bits());
    }
  }

  private static final Size MAIN = new Size(ProofKind.SECURE, 11, 300, 7, 100, 101);

  @Override
  public void measure(PrintStream out) throws Exception {
    cold(out);
    warm(out, MAIN, " (bound: 60 ms of CPU)", " (bound: 10 ms)");
    warm(out, new Size(ProofKind.STANDARD, 11, 20, 7, 100, 101), "", "");
    warm(out, new Size(ProofKind.SECURE, 101, 20, 11, 60, 21), "", "");
    warm(out, new Size(ProofKind.SECURE, 1_001, 5, 11, 40, 11), "", "");
  }

  private static ProofSystem system() {
    return Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
  }

  private static void cold(PrintStream out) throws Exception {
    Costs setups = new Costs();
    Costs proofs = new Costs();
    Costs verifications = new Costs();
    for (int i = 0; i < COLD_RUNS; i++) {
      try (Jvm jvm = Jvm.start(List.of(), ProofCost.class)) {
        Map<String, String> values = jvm.finish();
        setups.addPlain(values.get("setup"));
        proofs.addPlain(values.get("proof"));
        verifications.addPlain(values.get("verification"));
      }
    }
    out.printf("%s, each the first of its JVM, CPU of the process in steps of 10 ms:%n", MAIN);
    out.printf("  setup: %s%n", setups.millis());
    out.printf("  proof: %s%n", proofs.millis());
    out.printf("  verification: %s%n", verifications.millis());
  }

  /** The first of each in this JVM. */
  public static void main(String[] args) throws Exception {
    ProofSystem system = system();
    Circuit circuit = MAIN.circuit(system);
    Costs setup = new Costs();
    Costs proof = new Costs();
    Costs verification = new Costs();
    Keys keys = setup.time(Costs.Cpu.PROCESS, () -> system.setup(circuit));
    new KeysInUse(keys, MAIN.policy(), Costs.Cpu.PROCESS).prove(1, proof, verification);
    System.out.println("setup " + setup.plain());
    System.out.println("proof " + proof.plain());
    System.out.println("verification " + verification.plain());
  }

  private static void warm(PrintStream out, Size size, String proofBound, String verifyBound)
      throws Exception {
    ProofSystem system = system();
    Circuit circuit = size.circuit(system);
    use(system.setup(circuit), size).prove(size.warmUps(), new Costs(), new Costs());
    long others = tables();
    Costs setups = new Costs();
    for (int i = 1; i < SETUPS; i++) {
      setups.time(Costs.Cpu.THREAD, () -> system.setup(circuit));
    }
    Keys keys = setups.time(Costs.Cpu.THREAD, () -> system.setup(circuit));
    KeysInUse inUse = use(keys, size);
    Costs first = new Costs();
    Costs verifications = new Costs();
    inUse.prove(1, first, verifications);
    out.printf(
        "%s: %d constraints, a proof of %d bytes, keys of %d bytes; after %d proofs with other keys, CPU of the thread:%n",
        size, circuit.constraints(), inUse.bytes(), KeysInUse.written(keys), size.warmUps());
    out.printf("  setup: %s%n", setups.millis());
    out.printf("  proof 1 of the keys: %s%n", first.millis());
    series(out, inUse, size.early(), others, proofBound, verifications);
    inUse.prove(size.until() - inUse.made(), new Costs(), verifications);
    series(out, inUse, size.late(), others, proofBound, verifications);
    out.printf("  verification: %s%s%n", verifications.millis(), verifyBound);
  }

  private static KeysInUse use(Keys keys, Size size) {
    return new KeysInUse(keys, size.policy(), Costs.Cpu.THREAD);
  }

  private static void series(
      PrintStream out, KeysInUse inUse, int count, long others, String bound, Costs verifications)
      throws Exception {
    Costs proofs = new Costs();
    int before = inUse.made();
    long tablesBefore = tables() - others;
    inUse.prove(count, proofs, verifications);
    out.printf(
        "  proofs %d to %d of the keys, %d to %d tables: %s%s%n",
        before + 1, inUse.made(), tablesBefore, tables() - others, proofs.millis(), bound);
  }

  private static long tables() throws Exception {
    return Histogram.take().instances(TABLE);
  }
}
