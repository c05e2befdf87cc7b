package dev.fedbench.circom;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Says what an update is to a circuit. Both sides call it: the client to prove, the coordinator,
 * with what it received and with its own bounds, to learn what the public signals must be. So the
 * same arguments must always give the same inputs.
 *
 * <p>A proof is bound to the update, its client and its round by what the circuit makes public of
 * them, and by nothing else: a circuit none of whose public signals depends on the update says that
 * the prover knows some update, not this one.
 */
@FunctionalInterface
public interface InputEncoder {

  /**
   * The values of each input signal; of arrays one after another.
   *
   * @return numbers from 0 to r - 1
   * @throws IllegalArgumentException if the circuit is not for such an update
   */
  Map<String, List<BigInteger>> encode(
      UpdateContext context, QuantizedUpdate update, Bounds bounds);
}
