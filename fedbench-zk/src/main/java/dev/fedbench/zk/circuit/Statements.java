package dev.fedbench.zk.circuit;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.r1cs.CircuitBuilder;
import dev.fedbench.zk.r1cs.Elements;
import dev.fedbench.zk.r1cs.WitnessBuilder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is to be proved of an update, in the clear: both sides compute every public value by
 * themselves, the coordinator from what it received and its own policy.
 */
public final class Statements {

  private static final PrimeField FIELD = PrimeField.SCALAR;

  private final Shape shape;
  private final BigInteger iv;
  private final int[] values;
  private final BigInteger maxNormSq;
  private final long minActive;

  private Statements(
      Shape shape, BigInteger iv, int[] values, BigInteger maxNormSq, long minActive) {
    this.shape = shape;
    this.iv = iv;
    this.values = values;
    this.maxNormSq = maxNormSq;
    this.minActive = minActive;
  }

  /**
   * One assignment a proof, in order.
   *
   * @param iv of {@link Iv}, for just as many values: it alone tells a last chunk's values from
   *     what fills it up
   * @param values in range; a whole update's are as many as the shape's
   * @param maxNormSq the squared norm's bound, of secure shapes
   * @param minActive the least count of values that are not 0, of secure shapes
   * @throws IllegalArgumentException if the values do not fit the shape, or a bound is none: not
   *     below 2^normBits, or more than there are values
   */
  public static List<Assignment> of(
      Shape shape, BigInteger iv, int[] values, BigInteger maxNormSq, long minActive) {
    if (iv.signum() < 0 || iv.bitLength() > Iv.BITS) {
      throw new IllegalArgumentException("an iv that is not below 2^" + Iv.BITS);
    }
    long half = 1L << shape.bits() - 1;
    for (int i = 0; i < values.length; i++) {
      if (values[i] < -half || values[i] >= half) {
        throw new IllegalArgumentException(
            "value %d is %d; expected %d bits, sign included"
                .formatted(i, values[i], shape.bits()));
      }
    }
    if (values.length == 0 || !shape.chained() && values.length != shape.size()) {
      throw new IllegalArgumentException(
          "%d values; %s has %d".formatted(values.length, shape.id(), shape.size()));
    }
    if (maxNormSq.signum() < 0 || maxNormSq.bitLength() > shape.normBits()) {
      throw new IllegalArgumentException(
          "a bound of %s on the squared norm; expected 0 to 2^%d - 1"
              .formatted(maxNormSq, shape.normBits()));
    }
    if (minActive < 0 || minActive > values.length) {
      throw new IllegalArgumentException(
          "at least %d values that are not 0, of %d".formatted(minActive, values.length));
    }
    Statements statements = new Statements(shape, iv, values, maxNormSq, minActive);
    return shape.chained() ? statements.chunks() : List.of(statements.whole());
  }

  private Assignment whole() {
    long[] commitment = Commitment.whole(plain(), Elements.of(iv), words(values));
    List<BigInteger> publics =
        shape.kind() == Kind.SECURE
            ? List.of(number(commitment), maxNormSq, BigInteger.valueOf(minActive))
            : List.of(number(commitment), norm(values));
    return new Assignment(publics, iv, BigInteger.ZERO, 0, values);
  }

  private List<Assignment> chunks() {
    List<Assignment> chunks = new ArrayList<>();
    long[] hash = Elements.of(iv);
    BigInteger norm = BigInteger.ZERO;
    long active = 0;
    for (int from = 0; from < values.length; from += shape.size()) {
      // The last one is filled up with zeros.
      int[] chunk = Arrays.copyOfRange(values, from, from + shape.size());
      boolean last = from + shape.size() >= values.length;
      long[] next = Commitment.absorb(plain(), hash, words(chunk));
      BigInteger nextNorm = norm.add(norm(chunk));
      long nextActive = active + Arrays.stream(chunk).filter(value -> value != 0).count();
      BigInteger before = state(hash, norm, active);
      BigInteger after = state(next, nextNorm, nextActive);
      BigInteger first = flag(from == 0);
      List<BigInteger> publics =
          shape.kind() == Kind.SECURE
              ? List.of(before, after, maxNormSq, BigInteger.valueOf(last ? minActive : 0), first)
              : List.of(before, after, last ? nextNorm : BigInteger.ZERO, first, flag(last));
      chunks.add(new Assignment(publics, number(hash), norm, active, chunk));
      hash = next;
      norm = nextNorm;
      active = nextActive;
    }
    return chunks;
  }

  private static BigInteger flag(boolean set) {
    return set ? BigInteger.ONE : BigInteger.ZERO;
  }

  private static BigInteger state(long[] hash, BigInteger norm, long active) {
    return number(Commitment.state(plain(), hash, Elements.of(norm), Elements.of(active)));
  }

  /** The sum of the squares. */
  static BigInteger norm(int[] values) {
    BigInteger norm = BigInteger.ZERO;
    long part = 0;
    for (int value : values) {
      long square = (long) value * value; // at most 2^62
      part += square;
      if (part >= 1L << 62) {
        norm = norm.add(BigInteger.valueOf(part));
        part = 0;
      }
    }
    return norm.add(BigInteger.valueOf(part));
  }

  /** The sum over i of (q_i + 2^(b - 1)) 2^(b i), a word at a time. */
  private List<long[]> words(int[] chunk) {
    long offset = 1L << shape.bits() - 1;
    List<long[]> words = new ArrayList<>();
    for (int from = 0; from < chunk.length; from += shape.valuesPerWord()) {
      BigInteger word = BigInteger.ZERO;
      for (int i = Math.min(from + shape.valuesPerWord(), chunk.length) - 1; i >= from; i--) {
        word = word.shiftLeft(shape.bits()).add(BigInteger.valueOf(chunk[i] + offset));
      }
      words.add(Elements.of(word));
    }
    return words;
  }

  private static BigInteger number(long[] element) {
    return FIELD.number(element, 0);
  }

  private static CircuitBuilder<long[]> plain() {
    return new WitnessBuilder(0);
  }
}
