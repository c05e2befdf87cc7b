package dev.fedbench.core.proofservice;

import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import dev.fedbench.spi.Extensions;
import java.util.Random;

/** The real proof system, circuits of it that are set up in no time, and claims about them. */
final class Small {

  static final ProofSystem SYSTEM = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();

  /** All tests share its keys. */
  static final KeyStore STORE = KeyStore.inMemory();

  static final CircuitSpec SECURE = new CircuitSpec(ProofKind.SECURE, 3, 16);
  static final CircuitSpec STANDARD = new CircuitSpec(ProofKind.STANDARD, 3, 16);

  private Small() {}

  static Keys keys(CircuitSpec spec) throws Exception {
    return STORE.obtain(SYSTEM, SYSTEM.circuit(spec)).keys();
  }

  /** About that client's update, which it keeps or not. */
  static Claim claim(CircuitSpec spec, String client, int... values) {
    Circuit circuit = SYSTEM.circuit(spec);
    ProofPolicy policy = ProofPolicy.secure().minActive(2);
    Bounds bounds = policy.bounds(spec.values());
    return circuit.claim(
        context(client), new QuantizedUpdate(values, spec.bits(), policy.scale()), bounds);
  }

  static UpdateContext context(String client) {
    byte[] salt = new byte[UpdateContext.SALT_BYTES];
    new Random(client.hashCode()).nextBytes(salt);
    return new UpdateContext(new byte[] {1, 2, (byte) 0xff}, 3, 4, client, 5, salt);
  }
}
