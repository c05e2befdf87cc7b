package dev.fedbench.proof;

import dev.fedbench.spi.Extension;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A way to prove claims about updates, which owns its circuits: nobody else computes a hash or a
 * constraint of theirs.
 */
public interface ProofSystem extends Extension {

  /**
   * The circuit for updates of that size.
   *
   * @throws IllegalArgumentException if there is none
   */
  Circuit circuit(CircuitSpec spec);

  /**
   * Fresh keys. Whoever makes them may be able to forge proofs: they are for measuring.
   *
   * @throws ProofException if there are none for this circuit
   */
  Keys setup(Circuit circuit) throws ProofException;

  /**
   * Reads keys that {@link Keys#write} wrote. The public part is checked like a stranger's; the
   * proving key is not: read it only from where nobody else can write.
   *
   * @throws IOException if they are not keys of this circuit
   */
  Keys read(Circuit circuit, InputStream in) throws IOException;

  /**
   * A verifier for third parties, who have the public part of the keys alone.
   *
   * @param circuitId the {@link Circuit#id} that the keys are for
   * @param verificationKeyJson what {@link Keys#verificationKeyJson} wrote: checked like any
   *     stranger's word
   * @throws ProofException if it is no such key, or there is no such circuit
   */
  ProofVerifier verifier(String circuitId, String verificationKeyJson) throws ProofException;

  /**
   * One part of a proof as JSON, in the form that other tools of this proof system read.
   *
   * @throws ProofException if the bytes are no such part
   */
  String toJson(byte[] part) throws ProofException;

  /**
   * The part that {@link #toJson} wrote.
   *
   * @param json a stranger's word
   * @throws ProofException if it is nothing of the kind
   */
  byte[] fromJson(String json) throws ProofException;

  /**
   * What computes here, for reports, if there is more than one way, such as {@code "vectors of 512
   * bits"}. May take some seconds, the first time, to find out which is fastest.
   */
  default Optional<String> arithmetic() {
    return Optional.empty();
  }
}
