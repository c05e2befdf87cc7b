package dev.fedbench.benchmarks;

import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import dev.fedbench.spi.Extensions;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What it takes to verify proofs, points and their groups checked, one by one and a hundred at
 * once. Of the hundred some are the same: verification does not notice.
 */
final class VerificationCost implements Figure {

  private static final int BATCH = 100;
  private static final int TURNS = 15;
  private static final int WARM_UPS = 3;

  /** Values of an update, and different proofs made of such. */
  private record Size(int values, int proofs) {}

  @Override
  public void measure(PrintStream out) throws Exception {
    for (Size size : List.of(new Size(10, 25), new Size(1_000, 4))) {
      measure(out, size);
    }
  }

  private static void measure(PrintStream out, Size size) throws Exception {
    ProofPolicy policy = ProofPolicy.secure();
    ProofSystem system = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
    Keys keys =
        system.setup(
            system.circuit(new CircuitSpec(ProofKind.SECURE, size.values(), policy.bits())));
    KeysInUse inUse = new KeysInUse(keys, policy, Costs.Cpu.THREAD);
    List<List<Statement>> statements = new ArrayList<>();
    List<Proof> proofs = new ArrayList<>();
    for (int i = 0; i < size.proofs(); i++) {
      Claim claim = inUse.claim();
      statements.add(claim.statements());
      proofs.add(keys.generator().prove(claim));
    }
    while (proofs.size() < BATCH) {
      statements.add(statements.get(proofs.size() - size.proofs()));
      proofs.add(proofs.get(proofs.size() - size.proofs()));
    }
    Costs single = new Costs();
    Costs batch = new Costs();
    for (int turn = -WARM_UPS; turn < TURNS; turn++) {
      turn(
          keys.verifier(),
          statements,
          proofs,
          turn < 0 ? new Costs() : single,
          turn < 0 ? new Costs() : batch);
    }
    out.printf("secure, %d values of %d bits, CPU of the thread:%n", size.values(), policy.bits());
    out.printf("  a verification: %s (bound: 3 ms)%n", single.millis());
    out.printf(
        "  %d at once: %s, %.1f %% of one by one (bound: 33.3 %%)%n",
        BATCH, batch.millis(), 100 * batch.cpuSeconds() / (BATCH * single.cpuSeconds()));
  }

  private static void turn(
      ProofVerifier verifier,
      List<List<Statement>> statements,
      List<Proof> proofs,
      Costs single,
      Costs batch)
      throws Exception {
    for (int i = 0; i < BATCH; i++) {
      int at = i;
      expect(
          single.time(Costs.Cpu.THREAD, () -> verifier.verify(statements.get(at), proofs.get(at))));
    }
    expect(batch.time(Costs.Cpu.THREAD, () -> verifier.verifyAll(statements, proofs)));
  }

  private static void expect(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a proof that does not hold");
    }
  }
}
