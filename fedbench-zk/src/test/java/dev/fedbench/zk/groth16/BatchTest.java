package dev.fedbench.zk.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.circuit.Assignment;
import dev.fedbench.zk.circuit.Kind;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.circuit.Statements;
import dev.fedbench.zk.circuit.UpdateCircuit;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.curve.SplitScalar;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.r1cs.R1cs;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many proofs at once, and which of them are wrong. */
class BatchTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final BigInteger ORDER = PrimeField.SCALAR.prime();
  private static final int COUNT = 9;

  private static final UpdateCircuit CIRCUIT =
      new UpdateCircuit(new Shape(Kind.SECURE, 2, 8, false));
  private static final R1cs SYSTEM = CIRCUIT.constraints();
  private static final Groth16 KEYS = Setup.run(SYSTEM, RANDOM);
  private static final Verifier VERIFIER = new Verifier(KEYS.verificationKey());
  private static final List<List<BigInteger>> PUBLICS = new ArrayList<>();
  private static final List<Proof> PROOFS = new ArrayList<>();

  static {
    for (int i = 0; i < COUNT; i++) {
      add(KEYS, i);
    }
  }

  private static void add(Groth16 keys, int value) {
    Assignment assignment =
        Statements.of(
                CIRCUIT.shape(),
                BigInteger.valueOf(value),
                new int[] {value, 1},
                BigInteger.valueOf(1_000),
                1)
            .get(0);
    try {
      PROOFS.add(keys.prove(CIRCUIT.witness(assignment, SYSTEM.variables()), RANDOM));
    } catch (UnsatisfiedException e) {
      throw new AssertionError(e);
    }
    PUBLICS.add(assignment.publics());
  }

  private final List<List<BigInteger>> publics = new ArrayList<>(PUBLICS);
  private final List<Proof> proofs = new ArrayList<>(PROOFS);

  /** Ways to be wrong; each of points of their groups. */
  private enum Forgery {
    ANOTHERS_A,
    ANOTHERS_B,
    ANOTHERS_C,
    A_NEGATED,
    C_NEGATED,
    A_GENERATORS,
    A_INFINITE,
    B_INFINITE,
    C_INFINITE,
    C_SHIFTED,
    SIGNAL_RAISED,
    SIGNAL_PLUS_R,
    SIGNAL_NEGATIVE,
    SIGNAL_MISSING,
    SIGNAL_MORE,
    UNDER_OTHER_KEYS;

    private static final Groth16 OTHER = Setup.run(SYSTEM, RANDOM);
  }

  private void forge(int place, Forgery forgery) {
    Proof right = proofs.get(place);
    Proof other = PROOFS.get((place + 1) % COUNT);
    List<BigInteger> signals = new ArrayList<>(publics.get(place));
    BigInteger signal = signals.get(1);
    Proof proof =
        switch (forgery) {
          case ANOTHERS_A -> new Proof(other.a(), right.b(), right.c());
          case ANOTHERS_B -> new Proof(right.a(), other.b(), right.c());
          case ANOTHERS_C -> new Proof(right.a(), right.b(), other.c());
          case A_NEGATED -> new Proof(right.a().negated(), right.b(), right.c());
          case C_NEGATED -> new Proof(right.a(), right.b(), right.c().negated());
          case A_GENERATORS -> new Proof(G1.GENERATOR, G2.GENERATOR, G1.GENERATOR);
          case A_INFINITE -> new Proof(G1.INFINITY, right.b(), right.c());
          case B_INFINITE -> new Proof(right.a(), G2.INFINITY, right.c());
          case C_INFINITE -> new Proof(right.a(), right.b(), G1.INFINITY);
          case C_SHIFTED -> new Proof(right.a(), right.b(), right.c().plus(G1.GENERATOR));
          default -> right;
        };
    switch (forgery) {
      case SIGNAL_RAISED -> signals.set(1, signal.add(BigInteger.ONE));
      case SIGNAL_PLUS_R -> signals.set(1, signal.add(ORDER));
      case SIGNAL_NEGATIVE -> signals.set(1, signal.subtract(ORDER));
      case SIGNAL_MISSING -> signals.remove(2);
      case SIGNAL_MORE -> signals.add(BigInteger.ZERO);
      case UNDER_OTHER_KEYS -> {
        add(Forgery.OTHER, place);
        proof = PROOFS.remove(COUNT);
        PUBLICS.remove(COUNT);
      }
      default -> {}
    }
    proofs.set(place, proof);
    publics.set(place, signals);
  }

  private BitSet oneByOne() {
    BitSet invalid = new BitSet();
    for (int i = 0; i < proofs.size(); i++) {
      invalid.set(i, !VERIFIER.verify(publics.get(i), proofs.get(i)));
    }
    return invalid;
  }

  private static BitSet places(int... places) {
    BitSet set = new BitSet();
    for (int place : places) {
      set.set(place);
    }
    return set;
  }

  @Test
  void of_proofs_that_are_right_none_is_named() {
    for (int count : new int[] {0, 1, 2, COUNT}) {
      assertThat(
              VERIFIER
                  .invalid(PUBLICS.subList(0, count), PROOFS.subList(0, count), RANDOM)
                  .isEmpty())
          .isTrue();
    }
    assertThatThrownBy(() -> VERIFIER.invalid(PUBLICS, List.of(), RANDOM))
        .hasMessage("9 lists of signals for 0 proofs");
  }

  @ParameterizedTest
  @EnumSource
  void a_forgery_is_named_wherever_it_is(Forgery forgery) {
    for (int place : new int[] {0, 4, COUNT - 1}) {
      publics.clear();
      publics.addAll(PUBLICS);
      proofs.clear();
      proofs.addAll(PROOFS);
      forge(place, forgery);
      assertThat(VERIFIER.verifyAll(publics, proofs, RANDOM)).isFalse();
      assertThat(VERIFIER.invalid(publics, proofs, RANDOM)).isEqualTo(places(place));
    }
    assertThat(VERIFIER.invalid(publics.subList(8, 9), proofs.subList(8, 9), RANDOM))
        .isEqualTo(places(0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void any_of_them_forged_are_those_that_fail_one_by_one(long seed) {
    Random random = new Random(seed);
    double share = seed / 6.0;
    for (int i = 0; i < COUNT; i++) {
      if (random.nextDouble() < share) {
        forge(i, Forgery.values()[random.nextInt(Forgery.values().length)]);
      }
    }
    assertThat(VERIFIER.invalid(publics, proofs, RANDOM)).isEqualTo(oneByOne());
  }

  /** Without random numbers these two would make up for each other: C + G and C - G. */
  @Test
  void errors_that_cancel_out_are_named_both() {
    Proof one = proofs.get(2);
    Proof two = proofs.get(5);
    proofs.set(2, new Proof(one.a(), one.b(), one.c().plus(G1.GENERATOR)));
    proofs.set(5, new Proof(two.a(), two.b(), two.c().plus(G1.GENERATOR.negated())));
    assertThat(VERIFIER.verifyAll(publics, proofs, RANDOM)).isFalse();
    assertThat(VERIFIER.invalid(publics, proofs, RANDOM)).isEqualTo(places(2, 5));
  }

  /** Gives zeros for a while, as a broken source might. */
  private static final class Zeros extends SecureRandom {
    private static final long serialVersionUID = 1;
    private int left;

    Zeros(int count) {
      left = count;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (left-- > 0) {
        java.util.Arrays.fill(bytes, (byte) 0);
      } else {
        super.nextBytes(bytes);
      }
    }
  }

  @Test
  void no_coefficient_is_zero() {
    for (int zeros : new int[] {1, 5, 20}) {
      assertThat(Batch.coefficient(new Zeros(zeros)).value().signum()).isPositive();
    }
    forge(0, Forgery.ANOTHERS_C);
    assertThat(VERIFIER.verifyAll(publics, proofs, new Zeros(2))).isFalse();
    assertThat(VERIFIER.invalid(publics, proofs, new Zeros(2))).isEqualTo(places(0));
  }

  @Test
  void coefficients_have_128_bits_and_differ() {
    BitSet seen = new BitSet();
    List<BigInteger> drawn = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      SplitScalar coefficient = Batch.coefficient(RANDOM);
      BigInteger both =
          BigInteger.valueOf(coefficient.a())
              .shiftLeft(64)
              .add(BigInteger.valueOf(coefficient.b()));
      for (int bit = 0; bit < 128; bit++) {
        seen.set(bit, seen.get(bit) || both.testBit(bit));
      }
      drawn.add(coefficient.value());
    }
    assertThat(drawn).doesNotHaveDuplicates();
    assertThat(seen.cardinality()).isEqualTo(128);
  }
}
