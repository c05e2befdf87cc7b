package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import java.math.BigInteger;
import java.util.Iterator;
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
    return decodeAll(List.of(bytes)).get(0);
  }

  /** The proofs of those bytes, as {@link #decode}, for less than one by one. */
  public static List<Optional<Proof>> decodeAll(List<byte[]> bytes) {
    List<Optional<Ends>> ends = bytes.stream().map(Proof::ends).toList();
    List<List<BigInteger>> middles =
        ends.stream().flatMap(Optional::stream).map(Ends::middle).toList();
    Iterator<Optional<G2>> bs = G2.all(middles).iterator();
    return ends.stream()
        .map(each -> each.flatMap(end -> bs.next().map(b -> new Proof(end.a, b, end.c))))
        .toList();
  }

  /** A proof of which b, the costly one, is not checked. */
  private record Ends(G1 a, List<BigInteger> middle, G1 c) {}

  private static Optional<Ends> ends(byte[] bytes) {
    if (bytes.length != BYTES) {
      return Optional.empty();
    }
    List<BigInteger> words = Words.decode(bytes);
    List<BigInteger> middle = List.of(words.get(3), words.get(2), words.get(5), words.get(4));
    Optional<G1> a = G1.of(words.get(0), words.get(1));
    return a.flatMap(
        first -> G1.of(words.get(6), words.get(7)).map(third -> new Ends(first, middle, third)));
  }
}
