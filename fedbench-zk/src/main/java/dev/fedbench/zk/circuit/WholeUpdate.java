package dev.fedbench.zk.circuit;

import java.math.BigInteger;
import java.util.List;

/**
 * Whether public values that came with their proofs are a whole update's, for who has not the
 * update: there are as many chunks as it has, each begins where the last one ended, the first alone
 * says that it is, the last alone has a least count, or a norm, and one bound holds over all. Pure.
 */
public final class WholeUpdate {

  private WholeUpdate() {}

  /**
   * Whether they are. Anything malformed is not.
   *
   * @param values of the update: from elsewhere, for the beginning of a chain is a chain, too
   */
  public static boolean of(Shape shape, long values, List<List<BigInteger>> publics) {
    boolean complete = !publics.isEmpty() && publics.size() == shape.proofs(values);
    boolean counted = publics.stream().allMatch(signals -> signals.size() == shape.publics());
    if (!complete || !counted) {
      return false;
    }
    return shape.chained()
        ? chain(shape, values, publics)
        : shape.kind() == Kind.STANDARD
            || bounds(shape, values, publics.get(0).get(1), publics.get(0).get(2));
  }

  private static boolean chain(Shape shape, long values, List<List<BigInteger>> publics) {
    for (int k = 0; k < publics.size(); k++) {
      boolean first = k == 0;
      boolean last = k == publics.size() - 1;
      if (!first && !follows(shape, publics.get(k - 1), publics.get(k))
          || !chunk(shape, values, publics.get(k), first, last)) {
        return false;
      }
    }
    return true;
  }

  /** Begins where the other one ended, and has the same bound. */
  private static boolean follows(Shape shape, List<BigInteger> before, List<BigInteger> after) {
    return after.get(0).equals(before.get(1))
        && (shape.kind() == Kind.STANDARD || after.get(2).equals(before.get(2)));
  }

  private static boolean chunk(
      Shape shape, long values, List<BigInteger> signals, boolean first, boolean last) {
    return shape.kind() == Kind.SECURE
        ? bounds(shape, values, signals.get(2), signals.get(3))
            && (last || signals.get(3).signum() == 0)
            && flag(signals.get(4), first)
        : (last || signals.get(2).signum() == 0)
            && flag(signals.get(3), first)
            && flag(signals.get(4), last);
  }

  /** A greater norm would wrap around the field's order; a greater count cannot be. */
  private static boolean bounds(
      Shape shape, long values, BigInteger maxNormSq, BigInteger minActive) {
    return maxNormSq.signum() >= 0
        && maxNormSq.bitLength() <= shape.normBits()
        && minActive.signum() >= 0
        && minActive.compareTo(BigInteger.valueOf(values)) <= 0;
  }

  private static boolean flag(BigInteger value, boolean set) {
    return value.equals(set ? BigInteger.ONE : BigInteger.ZERO);
  }
}
