package dev.fedbench.zk.circuit;

import java.math.BigInteger;
import java.util.List;

/**
 * Whether public values that came with their proofs are a whole update's, for who has not the
 * update: each chunk begins where the last one ended, the first says that it is, the last alone has
 * a least count, or a norm, and one bound holds over all. Pure.
 */
public final class WholeUpdate {

  private WholeUpdate() {}

  /** Whether they are. Anything malformed is not. */
  public static boolean of(Shape shape, List<List<BigInteger>> publics) {
    boolean counted = publics.stream().allMatch(values -> values.size() == shape.publics());
    if (publics.isEmpty() || !counted) {
      return false;
    }
    if (!shape.chained()) {
      return publics.size() == 1
          && (shape.kind() == Kind.STANDARD
              || bounds(shape, publics.get(0).get(1), publics.get(0).get(2)));
    }
    for (int k = 0; k < publics.size(); k++) {
      boolean linked = k == 0 || publics.get(k).get(0).equals(publics.get(k - 1).get(1));
      boolean last = k == publics.size() - 1;
      if (!linked || !chunk(shape, publics.get(k), publics.get(0), k == 0, last)) {
        return false;
      }
    }
    return true;
  }

  private static boolean chunk(
      Shape shape,
      List<BigInteger> values,
      List<BigInteger> firstChunk,
      boolean first,
      boolean last) {
    return shape.kind() == Kind.SECURE
        ? values.get(2).equals(firstChunk.get(2))
            && bounds(shape, values.get(2), values.get(3))
            && (last || values.get(3).signum() == 0)
            && flag(values.get(4), first)
        : (last || values.get(2).signum() == 0)
            && flag(values.get(3), first)
            && flag(values.get(4), last);
  }

  /** Beyond these a bound would wrap around the field's order. */
  private static boolean bounds(Shape shape, BigInteger maxNormSq, BigInteger minActive) {
    return maxNormSq.signum() >= 0
        && maxNormSq.bitLength() <= shape.normBits()
        && minActive.signum() >= 0
        && minActive.bitLength() <= shape.countBits();
  }

  private static boolean flag(BigInteger value, boolean set) {
    return value.equals(set ? BigInteger.ONE : BigInteger.ZERO);
  }
}
