package dev.fedbench.benchmarks;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.Statement;
import dev.fedbench.spi.Extensions;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What a submission costs the coordinator on one warm thread, and so what a stranger's lie costs
 * it: the public values, a proof that is no points at all, a proof that proves something else, and
 * one that holds.
 */
final class SubmissionCost implements Figure {

  private static final int RUNS = 51;
  private static final int WARM_UPS = 200;
  private static final ProofPolicy POLICY = ProofPolicy.secure();

  @Override
  public void measure(PrintStream out) throws Exception {
    ProofSystem system = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
    for (int values : new int[] {11, 1_001, 10_001}) {
      Circuit circuit = system.circuit(new CircuitSpec(POLICY.kind(), values, POLICY.bits()));
      Keys keys = system.setup(circuit);
      KeysInUse inUse = new KeysInUse(keys, POLICY, Costs.Cpu.THREAD);
      Claim claim = inUse.claim();
      List<Statement> statements = claim.statements();
      List<Statement> others = inUse.claim().statements();
      Proof proof = keys.generator().prove(claim);
      Proof noPoints = offTheCurve(proof);
      out.printf(
          "%d values in %d parts, keys of %d bytes, CPU of the thread, %d runs:%n",
          values, circuit.proofs(), KeysInUse.written(keys), RUNS);
      line(
          out,
          "public values",
          () -> circuit.statements(claim.context(), claim.update(), claim.bounds()));
      line(out, "no points", () -> expect(false, keys.verifier().verify(statements, noPoints)));
      line(out, "another's proof", () -> expect(false, keys.verifier().verify(others, proof)));
      line(
          out, "a proof that holds", () -> expect(true, keys.verifier().verify(statements, proof)));
    }
  }

  private static <T> void line(PrintStream out, String name, Callable<T> work) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      work.call();
    }
    Costs costs = new Costs();
    for (int i = 0; i < RUNS; i++) {
      costs.time(Costs.Cpu.THREAD, work);
    }
    out.printf("  %s: %s%n", name, costs.millis());
  }

  /** The last byte of its last point is another. */
  private static Proof offTheCurve(Proof proof) {
    List<byte[]> parts = proof.parts();
    byte[] last = parts.get(parts.size() - 1);
    last[last.length - 1] ^= 1;
    return new Proof(parts);
  }

  private static boolean expect(boolean expected, boolean holds) {
    if (holds != expected) {
      throw new IllegalStateException("verified: %b; expected: %b".formatted(holds, expected));
    }
    return holds;
  }
}
