package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What proofs of one circuit are verified with.
 *
 * @param ic a point for the constant and one for each public signal
 */
public record VerificationKey(G1 alpha, G2 beta, G2 gamma, G2 delta, List<G1> ic) {

  /**
   * @throws IllegalArgumentException if it would let anything pass: with a point at infinity, which
   *     binds nothing, or with gamma and delta the same, as before a ceremony's second phase
   */
  public VerificationKey {
    ic = List.copyOf(ic);
    if (ic.isEmpty()) {
      throw new IllegalArgumentException("a verification key without a point for the constant");
    }
    if (alpha.isInfinity() || beta.isInfinity() || gamma.isInfinity() || delta.isInfinity()) {
      throw new IllegalArgumentException("a verification key with alpha, beta, gamma or delta 0");
    }
    if (gamma.equals(delta)) {
      throw new IllegalArgumentException("a verification key with gamma the same as delta");
    }
    for (int i = 1; i < ic.size(); i++) {
      if (ic.get(i).isInfinity()) {
        throw new IllegalArgumentException(
            "a verification key that does not bind public signal " + i);
      }
    }
  }

  /** How many public signals there are. */
  public int publics() {
    return ic.size() - 1;
  }

  /** SHA-256 of {@link #encode}, in hexadecimal. */
  public String id() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(encode());
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** All points uncompressed, coordinates of 32 bytes, big-endian, imaginary parts first. */
  public byte[] encode() {
    List<BigInteger> words = new ArrayList<>(List.of(alpha.x(), alpha.y()));
    for (G2 point : List.of(beta, gamma, delta)) {
      List<BigInteger> q = point.coordinates();
      words.addAll(List.of(q.get(1), q.get(0), q.get(3), q.get(2)));
    }
    for (G1 point : ic) {
      words.add(point.x());
      words.add(point.y());
    }
    return Words.encode(words);
  }
}
