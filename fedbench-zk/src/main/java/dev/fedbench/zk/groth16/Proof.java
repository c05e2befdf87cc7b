package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A proof. Anyone can turn it into another one of the same statement: its bytes identify nothing.
 */
public record Proof(G1 a, G2 b, G1 c) {

  public Proof {
    Objects.requireNonNull(a, "a");
    Objects.requireNonNull(b, "b");
    Objects.requireNonNull(c, "c");
  }

  /** Eight coordinates of 32 bytes. */
  public static final int BYTES = 8 * Words.BYTES;

  /** a, b and c, big-endian, of b's coordinates the imaginary parts first, as in EIP-197. */
  public byte[] encode() {
    List<BigInteger> q = b.coordinates();
    return Words.encode(
        List.of(a.x(), a.y(), q.get(1), q.get(0), q.get(3), q.get(2), c.x(), c.y()));
  }

  /** The proof of those bytes; empty unless all three are points of their groups, not infinity. */
  public static Optional<Proof> decode(byte[] bytes) {
    if (bytes.length != BYTES) {
      return Optional.empty();
    }
    List<BigInteger> words = Words.decode(bytes);
    Optional<G1> a = G1.of(words.get(0), words.get(1));
    Optional<G1> c = G1.of(words.get(6), words.get(7));
    if (a.isEmpty() || c.isEmpty()) {
      return Optional.empty(); // before the costly one
    }
    return G2.of(words.get(3), words.get(2), words.get(5), words.get(4))
        .map(b -> new Proof(a.get(), b, c.get()));
  }
}
