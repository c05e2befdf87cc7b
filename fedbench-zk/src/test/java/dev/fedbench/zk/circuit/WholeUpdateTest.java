package dev.fedbench.zk.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule by rule: what breaks just that one is no whole update. */
class WholeUpdateTest {

  private static final BigInteger IV = BigInteger.valueOf(42);
  private static final BigInteger BOUND = BigInteger.valueOf(1_000);
  private static final int[] VALUES = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static Shape chunk(Kind kind) {
    return new Shape(kind, 4, 16, true);
  }

  private static Shape whole(Kind kind) {
    return new Shape(kind, VALUES.length, 16, false);
  }

  private static List<List<BigInteger>> publics(Shape shape) {
    List<List<BigInteger>> publics = new ArrayList<>();
    for (Assignment assignment : Statements.of(shape, IV, VALUES, BOUND, 9)) {
      publics.add(new ArrayList<>(assignment.publics()));
    }
    return publics;
  }

  private static boolean whole(Shape shape, List<List<BigInteger>> publics) {
    return WholeUpdate.of(shape, VALUES.length, publics);
  }

  /** Of an honest one, with one signal changed. */
  private static boolean with(Shape shape, int part, int signal, BigInteger value) {
    List<List<BigInteger>> publics = publics(shape);
    assertThat(publics.get(part).set(signal, value)).isNotEqualTo(value);
    return whole(shape, publics);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void honest_updates_are_whole(Kind kind) {
    assertThat(publics(chunk(kind))).hasSize(3);
    assertThat(whole(chunk(kind), publics(chunk(kind)))).isTrue();
    assertThat(whole(whole(kind), publics(whole(kind)))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_chain_has_as_many_chunks_as_the_update(Kind kind) {
    List<List<BigInteger>> publics = publics(chunk(kind));
    for (long values : new long[] {0, -1, 4, 8, 13, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(WholeUpdate.of(chunk(kind), values, publics)).as("%d values", values).isFalse();
    }
    assertThat(whole(chunk(kind), List.of())).isFalse();
    assertThat(WholeUpdate.of(chunk(kind), 0, List.of())).isFalse();
  }

  /** Without the count nobody could tell: each of its public values is as it should be. */
  @Test
  void the_beginning_of_a_chain_is_not_the_update() {
    Shape shape = chunk(Kind.SECURE);
    List<List<BigInteger>> beginning = publics(shape).subList(0, 2);
    assertThat(whole(shape, beginning)).isFalse();
    assertThat(WholeUpdate.of(shape, 8, beginning)).as("of an update of 8 values").isTrue();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_whole_one_has_one_part_and_its_own_size(Kind kind) {
    Shape shape = whole(kind);
    List<BigInteger> one = publics(shape).get(0);
    assertThat(whole(shape, List.of(one, one))).isFalse();
    assertThat(whole(shape, List.of())).isFalse();
    for (long values : new long[] {0, 8, 10, 18}) {
      assertThat(WholeUpdate.of(shape, values, List.of(one))).isFalse();
      assertThat(WholeUpdate.of(shape, values, List.of(one, one))).isFalse();
      assertThat(WholeUpdate.of(shape, values, List.of())).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_part_has_as_many_signals_as_the_circuit(Kind kind) {
    for (Shape shape : List.of(chunk(kind), whole(kind))) {
      for (int part = 0; part < publics(shape).size(); part++) {
        List<List<BigInteger>> fewer = publics(shape);
        fewer.get(part).remove(shape.publics() - 1);
        assertThat(whole(shape, fewer)).isFalse();
        List<List<BigInteger>> more = publics(shape);
        more.get(part).add(BigInteger.ZERO);
        assertThat(whole(shape, more)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void each_chunk_begins_where_the_last_one_ended(Kind kind) {
    Shape shape = chunk(kind);
    for (int part = 1; part < 3; part++) {
      assertThat(with(shape, part, 0, BigInteger.TEN)).isFalse();
      assertThat(with(shape, part - 1, 1, BigInteger.TEN)).isFalse();
    }
    assertThat(with(shape, 0, 0, BigInteger.TEN)).as("the start is anything").isTrue();
    assertThat(with(shape, 2, 1, BigInteger.TEN)).as("the end is what it is").isTrue();
    List<List<BigInteger>> swapped = publics(shape);
    Collections.swap(swapped, 0, 1);
    assertThat(whole(shape, swapped)).isFalse();
    List<List<BigInteger>> repeated = publics(shape);
    repeated.set(2, repeated.get(1));
    assertThat(whole(shape, repeated)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void the_first_chunk_alone_says_that_it_is(Kind kind) {
    Shape shape = chunk(kind);
    int first = kind == Kind.SECURE ? 4 : 3;
    assertThat(with(shape, 0, first, BigInteger.ZERO)).isFalse();
    assertThat(with(shape, 0, first, BigInteger.TWO)).isFalse();
    assertThat(with(shape, 1, first, BigInteger.ONE)).isFalse();
    assertThat(with(shape, 2, first, BigInteger.ONE)).isFalse();
  }

  @Test
  void the_last_chunk_alone_says_that_it_is() {
    Shape shape = chunk(Kind.STANDARD);
    assertThat(with(shape, 2, 4, BigInteger.ZERO)).isFalse();
    assertThat(with(shape, 2, 4, BigInteger.TWO)).isFalse();
    assertThat(with(shape, 0, 4, BigInteger.ONE)).isFalse();
    assertThat(with(shape, 1, 4, BigInteger.ONE)).isFalse();
  }

  @Test
  void the_last_chunk_alone_has_a_norm() {
    Shape shape = chunk(Kind.STANDARD);
    assertThat(with(shape, 0, 2, BigInteger.ONE)).isFalse();
    assertThat(with(shape, 1, 2, BigInteger.ONE)).isFalse();
    assertThat(publics(shape).get(2).get(2)).isEqualTo(BigInteger.valueOf(285));
  }

  @Test
  void the_last_chunk_alone_has_a_least_count() {
    Shape shape = chunk(Kind.SECURE);
    assertThat(with(shape, 0, 3, BigInteger.ONE)).isFalse();
    assertThat(with(shape, 1, 3, BigInteger.ONE)).isFalse();
    assertThat(with(shape, 2, 3, BigInteger.ZERO)).as("it may be 0").isTrue();
  }

  @Test
  void one_bound_holds_over_all() {
    Shape shape = chunk(Kind.SECURE);
    for (int part = 0; part < 3; part++) {
      assertThat(with(shape, part, 2, BOUND.add(BigInteger.ONE))).isFalse();
      assertThat(with(shape, part, 2, BOUND.subtract(BigInteger.ONE))).isFalse();
    }
  }

  @Test
  void bounds_that_could_wrap_around_are_none() {
    for (Shape shape : List.of(chunk(Kind.SECURE), whole(Kind.SECURE))) {
      int at = shape.chained() ? 2 : 1;
      BigInteger beyond = BigInteger.ONE.shiftLeft(shape.normBits());
      for (BigInteger bound : List.of(beyond, BigInteger.ONE.negate())) {
        List<List<BigInteger>> publics = publics(shape);
        publics.forEach(signals -> signals.set(at, bound));
        assertThat(whole(shape, publics)).isFalse();
      }
      List<List<BigInteger>> publics = publics(shape);
      publics.forEach(signals -> signals.set(at, beyond.subtract(BigInteger.ONE)));
      assertThat(whole(shape, publics)).isTrue();
    }
  }

  @Test
  void a_least_count_is_at_most_the_count_of_values() {
    for (Shape shape : List.of(chunk(Kind.SECURE), whole(Kind.SECURE))) {
      int last = shape.chained() ? 2 : 0;
      int at = shape.chained() ? 3 : 2;
      assertThat(with(shape, last, at, BigInteger.valueOf(8))).isTrue();
      assertThat(with(shape, last, at, BigInteger.TEN)).isFalse();
      assertThat(with(shape, last, at, BigInteger.ONE.negate())).isFalse();
    }
  }
}
