package dev.fedbench.zk.circuit;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.r1cs.CircuitBuilder;
import dev.fedbench.zk.r1cs.Elements;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** The parts that circuits are made of. */
final class Gadgets<W> {

  private static final PrimeField FIELD = PrimeField.SCALAR;

  final CircuitBuilder<W> builder;
  private final Set<Clause> clauses;

  /** What the values of an update come to. */
  record Totals<W>(List<W> words, W norm, W active) {}

  Gadgets(CircuitBuilder<W> builder, Set<Clause> clauses) {
    this.builder = builder;
    this.clauses = clauses;
  }

  W publicInput(Supplier<BigInteger> value) {
    return builder.publicInput(() -> Elements.of(value.get()));
  }

  W hint(Supplier<BigInteger> value) {
    return builder.hint(() -> Elements.of(value.get()));
  }

  void product(Clause clause, W a, W b, W c) {
    if (clauses.contains(clause)) {
      builder.assertProduct(a, b, c);
    }
  }

  void equal(Clause clause, W a, W b) {
    if (clauses.contains(clause)) {
      builder.assertEqual(a, b);
    }
  }

  void bit(Clause clause, W a) {
    product(clause, a, a, a);
  }

  W zero() {
    return builder.constant(Elements.ZERO);
  }

  /** Range checks, squares, counts and packs the values. */
  Totals<W> values(Shape shape, IntUnaryOperator value) {
    List<W> squares = new ArrayList<>();
    List<W> actives = new ArrayList<>();
    List<W> shifted = new ArrayList<>();
    long[] offset = Elements.of(-(1L << shape.bits() - 1));
    for (int i = 0; i < shape.size(); i++) {
      int index = i;
      long range = 1L << shape.bits() - 1;
      W positive =
          bits(
              Clause.RANGE,
              shape.bits(),
              () -> BigInteger.valueOf(value.applyAsInt(index) + range));
      W signed = builder.add(positive, builder.constant(offset));
      shifted.add(positive);
      squares.add(square(signed));
      actives.add(isNotZero(signed));
    }
    return new Totals<>(pack(shape, shifted), sum(squares), sum(actives));
  }

  /** The number that so many new bits are. */
  W bits(Clause clause, int count, Supplier<BigInteger> value) {
    List<W> bits = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int bit = i;
      W wire = builder.hint(() -> value.get().testBit(bit) ? Elements.ONE : Elements.ZERO);
      bit(clause, wire);
      bits.add(wire);
    }
    return builder.sum(bits, powers(count, 1));
  }

  /** 1, 2^step, 2^(2 step)... */
  private static long[] powers(int count, int step) {
    long[] powers = FIELD.array(count);
    for (int i = 0; i < count; i++) {
      FIELD.set(powers, i * FIELD.width(), BigInteger.ONE.shiftLeft(i * step));
    }
    return powers;
  }

  private W square(W x) {
    W square =
        builder.hint(
            () -> {
              long[] z = FIELD.array(1);
              FIELD.square(z, 0, builder.value(x), 0);
              return z;
            });
    product(Clause.SQUARE, x, x, square);
    return square;
  }

  /** 1, or 0 for 0: flag = x inverse, x (1 - flag) = 0. */
  private W isNotZero(W x) {
    W inverse =
        builder.hint(
            () -> {
              long[] z = FIELD.array(1);
              FIELD.invert(z, 0, builder.value(x), 0);
              return z;
            });
    W flag = builder.hint(() -> FIELD.isZero(builder.value(x), 0) ? Elements.ZERO : Elements.ONE);
    product(Clause.ACTIVE_IS_NOT_ZERO, x, inverse, flag);
    W not = builder.sub(builder.constant(Elements.ONE), flag);
    product(Clause.NOT_ZERO_IS_ACTIVE, x, not, zero());
    return flag;
  }

  private List<W> pack(Shape shape, List<W> values) {
    List<W> words = new ArrayList<>();
    for (int from = 0; from < values.size(); from += shape.valuesPerWord()) {
      List<W> word = values.subList(from, Math.min(from + shape.valuesPerWord(), values.size()));
      words.add(builder.sum(word, powers(word.size(), shape.bits())));
    }
    return words;
  }

  private W sum(List<W> wires) {
    return builder.sum(wires, ones(wires.size()));
  }

  private static long[] ones(int count) {
    return powers(count, 0);
  }

  /** Asserts that a number is below 2^bits, by bits of its own. */
  void assertBelow(Clause clause, W number, int bits) {
    W sum = bits(clause, bits, () -> FIELD.number(builder.value(number), 0));
    equal(clause, sum, number);
  }
}
