package dev.fedbench.zk.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.r1cs.R1cs;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Completeness, and soundness clause by clause: an assignment that violates one clause is refused
 * by it, and by nothing else.
 */
class UpdateCircuitTest {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();
  private static final BigInteger IV = BigInteger.valueOf(123_456_789);

  static Stream<Shape> shapes() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of(
                    new Shape(kind, 1, 16, false),
                    new Shape(kind, 3, 4, false),
                    new Shape(kind, 11, 16, false),
                    new Shape(kind, 16, 32, false),
                    new Shape(kind, 300, 16, false),
                    new Shape(kind, 2, 8, true),
                    new Shape(kind, 20, 16, true),
                    new Shape(kind, 5, 32, true)));
  }

  /** The same gadgets as the others, fewer times. */
  static Stream<Shape> smallShapes() {
    return shapes().filter(shape -> shape.size() == 3 || shape.size() == 2);
  }

  private static int[] values(Shape shape, int count, long seed) {
    Random random = new Random(seed);
    long half = 1L << shape.bits() - 1;
    int[] values =
        IntStream.range(0, count)
            .map(i -> random.nextInt(4) == 0 ? 0 : (int) random.nextLong(-half, half))
            .toArray();
    values[count / 2] = 0;
    values[0] = (int) -half;
    values[count - 1] = (int) (half - 1);
    return values;
  }

  /** Three chunks, the last not full; or one whole. */
  private static List<Assignment> honest(Shape shape) {
    int[] values = values(shape, shape.chained() ? 2 * shape.size() + 1 : shape.size(), 1);
    long active = IntStream.of(values).filter(v -> v != 0).count();
    return Statements.of(shape, IV, values, Statements.norm(values), active);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void honest_updates_fulfil_the_constraints_at_both_bounds(Shape shape) {
    UpdateCircuit circuit = new UpdateCircuit(shape);
    R1cs system = circuit.constraints();
    assertThat(system.publics()).isEqualTo(shape.publics());
    for (Assignment assignment : honest(shape)) {
      assertThat(system.violated(circuit.witness(assignment, system.variables()))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("smallShapes")
  void every_single_variable_matters(Shape shape) {
    UpdateCircuit circuit = new UpdateCircuit(shape);
    R1cs system = circuit.constraints();
    Random random = new Random(2);
    for (Assignment assignment : honest(shape).subList(0, 1)) {
      long[] witness = circuit.witness(assignment, system.variables());
      List<Integer> free = new ArrayList<>();
      for (int variable = 1; variable < system.variables(); variable++) {
        long[] other = witness.clone();
        FIELD.set(other, W * variable, new BigInteger(250, random));
        if (system.violated(other).isEmpty()) {
          free.add(variable);
        }
      }
      // The hint for the inverse of a value that is 0 may be anything.
      long zeros = IntStream.of(assignment.values()).filter(v -> v == 0).count();
      assertThat(free).hasSize((int) zeros);
    }
  }

  private static long[] witness(UpdateCircuit circuit, R1cs system, Assignment assignment) {
    return circuit.witness(assignment, system.variables());
  }

  /** Refused by the whole circuit, and not without the clause: it is what refuses it. */
  private static void assertOnlyRefusedBy(Clause clause, Shape shape, Assignment assignment) {
    UpdateCircuit whole = new UpdateCircuit(shape);
    R1cs system = whole.constraints();
    assertThat(system.violated(witness(whole, system, assignment))).isPresent();
    UpdateCircuit without = new UpdateCircuit(shape, EnumSet.complementOf(EnumSet.of(clause)));
    R1cs weaker = without.constraints();
    assertThat(weaker.violated(witness(without, weaker, assignment))).isEmpty();
  }

  private static Assignment with(Assignment assignment, int signal, BigInteger value) {
    List<BigInteger> publics = new ArrayList<>(assignment.publics());
    publics.set(signal, value);
    return new Assignment(
        publics,
        assignment.start(),
        assignment.normBefore(),
        assignment.activeBefore(),
        assignment.values());
  }

  private static final Shape SECURE = new Shape(Kind.SECURE, 11, 16, false);
  private static final Shape STANDARD = new Shape(Kind.STANDARD, 11, 16, false);
  private static final Shape SECURE_CHUNK = new Shape(Kind.SECURE, 4, 16, true);
  private static final Shape STANDARD_CHUNK = new Shape(Kind.STANDARD, 4, 16, true);

  @Test
  void a_norm_one_above_the_bound_is_refused_by_the_norm_clause() {
    Assignment whole = honest(SECURE).get(0);
    BigInteger norm = whole.publics().get(1);
    assertOnlyRefusedBy(Clause.NORM_BOUND, SECURE, with(whole, 1, norm.subtract(BigInteger.ONE)));
    assertOnlyRefusedBy(Clause.NORM_BOUND, SECURE, with(whole, 1, BigInteger.ZERO));
    Assignment last = honest(SECURE_CHUNK).get(2);
    assertOnlyRefusedBy(
        Clause.NORM_BOUND, SECURE_CHUNK, with(last, 2, norm(last).subtract(BigInteger.ONE)));
  }

  private static BigInteger norm(Assignment assignment) {
    return assignment.normBefore().add(Statements.norm(assignment.values()));
  }

  @Test
  void chunks_within_the_bound_whose_sum_is_beyond_are_refused_by_the_norm_clause() {
    int[] values = {100, 0, 0, 0, 100, 0, 0, 0};
    BigInteger one = BigInteger.valueOf(10_000);
    List<Assignment> chunks =
        Statements.of(SECURE_CHUNK, IV, values, one.add(one), 1).stream()
            .map(chunk -> with(chunk, 2, one))
            .toList();
    UpdateCircuit circuit = new UpdateCircuit(SECURE_CHUNK);
    R1cs system = circuit.constraints();
    assertThat(system.violated(witness(circuit, system, chunks.get(0)))).isEmpty();
    assertOnlyRefusedBy(Clause.NORM_BOUND, SECURE_CHUNK, chunks.get(1));
  }

  @Test
  void one_value_too_few_that_is_not_zero_is_refused_by_the_count_clause() {
    Assignment whole = honest(SECURE).get(0);
    BigInteger active = whole.publics().get(2);
    assertOnlyRefusedBy(Clause.ACTIVE_BOUND, SECURE, with(whole, 2, active.add(BigInteger.ONE)));
    Assignment last = honest(SECURE_CHUNK).get(2);
    BigInteger count = last.publics().get(3);
    assertOnlyRefusedBy(
        Clause.ACTIVE_BOUND, SECURE_CHUNK, with(last, 3, count.add(BigInteger.ONE)));
  }

  @Test
  void another_commitment_is_refused_by_the_commitment_clause() {
    for (Shape shape : List.of(SECURE, STANDARD)) {
      Assignment whole = honest(shape).get(0);
      BigInteger other = whole.publics().get(0).add(BigInteger.ONE);
      assertOnlyRefusedBy(Clause.COMMITMENT, shape, with(whole, 0, other));
    }
  }

  @Test
  void another_iv_is_refused_by_the_commitment_clause() {
    Assignment whole = honest(SECURE).get(0);
    Assignment other =
        new Assignment(whole.publics(), IV.add(BigInteger.ONE), BigInteger.ZERO, 0, whole.values());
    assertOnlyRefusedBy(Clause.COMMITMENT, SECURE, other);
  }

  @Test
  void another_norm_is_refused_by_the_public_norm_clause() {
    Assignment whole = honest(STANDARD).get(0);
    BigInteger norm = whole.publics().get(1);
    assertOnlyRefusedBy(Clause.NORM_IS_PUBLIC, STANDARD, with(whole, 1, norm.add(BigInteger.ONE)));
    Assignment last = honest(STANDARD_CHUNK).get(2);
    assertOnlyRefusedBy(
        Clause.NORM_IS_PUBLIC, STANDARD_CHUNK, with(last, 2, norm(last).add(BigInteger.ONE)));
    Assignment first = honest(STANDARD_CHUNK).get(0);
    assertOnlyRefusedBy(Clause.NORM_IS_PUBLIC, STANDARD_CHUNK, with(first, 2, norm(first)));
  }

  @Test
  void other_states_are_refused_by_the_state_clauses() {
    for (Shape shape : List.of(SECURE_CHUNK, STANDARD_CHUNK)) {
      for (Assignment chunk : honest(shape)) {
        assertOnlyRefusedBy(
            Clause.STATE_BEFORE, shape, with(chunk, 0, chunk.publics().get(0).add(BigInteger.ONE)));
        assertOnlyRefusedBy(
            Clause.STATE_AFTER, shape, with(chunk, 1, chunk.publics().get(1).add(BigInteger.ONE)));
      }
    }
  }

  @Test
  void flags_are_zero_or_one() {
    assertOnlyRefusedBy(
        Clause.FLAGS, SECURE_CHUNK, with(honest(SECURE_CHUNK).get(0), 4, BigInteger.TWO));
    Assignment first = honest(STANDARD_CHUNK).get(0);
    assertOnlyRefusedBy(Clause.FLAGS, STANDARD_CHUNK, with(first, 3, BigInteger.TWO));
    BigInteger twice = norm(first).shiftLeft(1);
    assertOnlyRefusedBy(
        Clause.FLAGS, STANDARD_CHUNK, with(with(first, 4, BigInteger.TWO), 2, twice));
  }

  @Test
  void a_chain_that_starts_has_nothing_before() {
    for (Shape shape : List.of(SECURE_CHUNK, STANDARD_CHUNK)) {
      int flag = shape.kind() == Kind.SECURE ? 4 : 3;
      // A false start: 0, 0, 0 before would make any earlier values vanish.
      int[] values = {5, 6, 7, 8, 0, 0, 0, 0};
      Assignment second = Statements.of(shape, IV, values, BigInteger.valueOf(1_000), 0).get(1);
      UpdateCircuit circuit = new UpdateCircuit(shape);
      R1cs system = circuit.constraints();
      assertThat(system.violated(witness(circuit, system, with(second, flag, BigInteger.ONE))))
          .isPresent();
      for (Clause clause : List.of(Clause.NO_NORM_BEFORE_FIRST, Clause.NO_COUNT_BEFORE_FIRST)) {
        EnumSet<Clause> clauses = EnumSet.complementOf(EnumSet.of(clause));
        UpdateCircuit weaker = new UpdateCircuit(shape, clauses);
        R1cs weak = weaker.constraints();
        assertThat(weak.violated(witness(weaker, weak, with(second, flag, BigInteger.ONE))))
            .as("the other clause refuses it still")
            .isPresent();
      }
      EnumSet<Clause> neither = EnumSet.allOf(Clause.class);
      neither.removeAll(List.of(Clause.NO_NORM_BEFORE_FIRST, Clause.NO_COUNT_BEFORE_FIRST));
      UpdateCircuit weakest = new UpdateCircuit(shape, neither);
      R1cs weak = weakest.constraints();
      assertThat(weak.violated(witness(weakest, weak, with(second, flag, BigInteger.ONE))))
          .isEmpty();
    }
  }

  /** Where the variables of a value of SECURE are: its bits, square, inverse and flag. */
  private static int variable(int value, int place) {
    int perValue = SECURE.bits() + 3;
    return 1 + SECURE.publics() + 1 + value * perValue + place;
  }

  private static final int SQUARE = SECURE.bits();
  private static final int FLAG = SECURE.bits() + 2;

  private static void add(long[] witness, int variable, long number) {
    long[] element = FIELD.array(1);
    FIELD.set(element, 0, number);
    FIELD.add(witness, W * variable, witness, W * variable, element, 0);
  }

  private static long[] honestWitness() {
    UpdateCircuit circuit = new UpdateCircuit(SECURE);
    return witness(circuit, circuit.constraints(), honest(SECURE).get(0));
  }

  /** The forged witness is refused by the whole system, and not without the clause. */
  private static void assertOnlyRefusedBy(Clause clause, long[] forged) {
    assertThat(new UpdateCircuit(SECURE).constraints().violated(forged)).isPresent();
    EnumSet<Clause> others = EnumSet.complementOf(EnumSet.of(clause));
    assertThat(new UpdateCircuit(SECURE, others).constraints().violated(forged)).isEmpty();
  }

  @Test
  void bits_that_are_none_are_refused_by_the_range_clause() {
    long[] witness = honestWitness();
    add(witness, variable(3, 0), 2);
    add(witness, variable(3, 1), -1);
    assertOnlyRefusedBy(Clause.RANGE, witness);
  }

  @Test
  void squares_that_are_none_are_refused_by_the_square_clause() {
    long[] witness = honestWitness();
    add(witness, variable(3, SQUARE), 1);
    add(witness, variable(4, SQUARE), -1);
    assertOnlyRefusedBy(Clause.SQUARE, witness);
  }

  @Test
  void zeros_that_count_are_refused() {
    int[] values = honest(SECURE).get(0).values();
    int zero =
        IntStream.range(0, values.length).filter(i -> values[i] == 0).findFirst().orElseThrow();
    long[] witness = honestWitness();
    add(witness, variable(zero, FLAG), 1);
    add(witness, 3, 1); // minActive
    assertOnlyRefusedBy(Clause.ACTIVE_IS_NOT_ZERO, witness);
  }

  @Test
  void other_values_that_do_not_count_are_refused() {
    long[] witness = honestWitness();
    add(witness, variable(0, FLAG), -1);
    FIELD.zero(witness, W * (variable(0, FLAG) - 1)); // the inverse
    add(witness, 3, -1); // minActive
    assertOnlyRefusedBy(Clause.NOT_ZERO_IS_ACTIVE, witness);
  }

  @Test
  void bounds_that_are_none_are_refused_before_anything_is_proved() {
    int[] values = {1, 2, 3};
    Shape shape = new Shape(Kind.SECURE, 3, 4, false);
    assertThatThrownBy(() -> Statements.of(shape, IV, values, BigInteger.ONE.shiftLeft(9), 0))
        .hasMessage("a bound of 512 on the squared norm; expected 0 to 2^9 - 1");
    assertThatThrownBy(() -> Statements.of(shape, IV, values, BigInteger.TEN, 4))
        .hasMessage("at least 4 values that are not 0, of 3");
    assertThatThrownBy(() -> Statements.of(shape, IV, new int[] {1, 8, 2}, BigInteger.TEN, 0))
        .hasMessage("value 1 is 8; expected 4 bits, sign included");
    assertThatThrownBy(() -> Statements.of(shape, IV, new int[] {1}, BigInteger.TEN, 0))
        .hasMessage("1 values; secure-3-4 has 3");
  }
}
