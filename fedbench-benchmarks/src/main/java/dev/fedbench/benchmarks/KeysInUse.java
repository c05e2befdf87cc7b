package dev.fedbench.benchmarks;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Keys that prove one update after another, each drawn anew as synthetic clients draw theirs, and
 * verify each proof. Neither the claim nor its statements are timed.
 */
final class KeysInUse {

  private final Keys keys;
  private final ProofPolicy policy;
  private final Costs.Cpu cpu;
  private final SplittableRandom random = new SplittableRandom(1);
  private final SecureRandom secrets = new SecureRandom();
  private int made;
  private int bytes;

  KeysInUse(Keys keys, ProofPolicy policy, Costs.Cpu cpu) {
    this.keys = keys;
    this.policy = policy;
    this.cpu = cpu;
  }

  /** Proofs made so far. */
  int made() {
    return made;
  }

  /** Of the last proof. */
  int bytes() {
    return bytes;
  }

  /** So many more proofs. */
  void prove(int count, Costs proofs, Costs verifications) throws Exception {
    for (int i = 0; i < count; i++) {
      Claim claim = claim();
      List<Statement> statements = claim.statements();
      Proof proof = proofs.time(cpu, () -> keys.generator().prove(claim));
      boolean holds = verifications.time(cpu, () -> keys.verifier().verify(statements, proof));
      if (!holds) {
        throw new IllegalStateException("a proof that does not hold, of " + claim.context());
      }
      made++;
      bytes = proof.size();
    }
  }

  /** How many bytes keys are when written. */
  static int written(Keys keys) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    keys.write(bytes);
    return bytes.size();
  }

  /** Of the next update. */
  Claim claim() {
    Circuit circuit = keys.circuit();
    int[] values = new int[(int) circuit.spec().values()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) Math.rint(random.nextGaussian() * policy.scale());
    }
    byte[] salt = new byte[UpdateContext.SALT_BYTES];
    secrets.nextBytes(salt);
    return circuit.claim(
        new UpdateContext(new byte[16], 1, 1, Integer.toString(made), 1, salt),
        new QuantizedUpdate(values, policy.bits(), policy.scale()),
        policy.bounds(values.length));
  }
}
