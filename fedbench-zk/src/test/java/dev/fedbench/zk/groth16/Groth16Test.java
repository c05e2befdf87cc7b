package dev.fedbench.zk.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.r1cs.CircuitBuilder;
import dev.fedbench.zk.r1cs.ConstraintBuilder;
import dev.fedbench.zk.r1cs.Elements;
import dev.fedbench.zk.r1cs.R1cs;
import dev.fedbench.zk.r1cs.WitnessBuilder;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Groth16Test {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Public: x to the power of 2^steps, and 7; private: x and what lies between. */
  private static <W> void squares(CircuitBuilder<W> builder, long x, int steps) {
    W result =
        builder.publicInput(
            () ->
                Elements.of(
                    BigInteger.valueOf(x)
                        .modPow(BigInteger.ONE.shiftLeft(steps), PrimeField.SCALAR.prime())));
    W unused = builder.publicInput(() -> Elements.of(7));
    W power = builder.hint(() -> Elements.of(x));
    for (int i = 0; i < steps; i++) {
      power = builder.product(power, power);
    }
    builder.assertEqual(power, result);
    assertThat(unused).isNotNull();
  }

  private static R1cs system(int steps) {
    ConstraintBuilder builder = new ConstraintBuilder();
    squares(builder, 0, steps);
    return builder.build();
  }

  private static long[] witness(long x, int steps) {
    WitnessBuilder builder = new WitnessBuilder(1);
    squares(builder, x, steps);
    return builder.witness();
  }

  private static List<BigInteger> publics(long[] witness) {
    List<BigInteger> publics = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      publics.add(PrimeField.SCALAR.number(witness, i * PrimeField.SCALAR.width()));
    }
    return publics;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 29, 300})
  void proofs_of_what_is_true_verify(int steps) throws Exception {
    Groth16 groth16 = Setup.run(system(steps), RANDOM);
    Verifier verifier = new Verifier(groth16.verificationKey());
    long[] witness = witness(3, steps);
    Proof proof = groth16.prove(witness, RANDOM);
    assertThat(verifier.verify(publics(witness), proof)).isTrue();
    assertThat(verifier.verify(publics(witness(4, steps)), proof)).isFalse();
    long[] minus = witness(-3, steps);
    assertThat(verifier.verify(publics(minus), groth16.prove(minus, RANDOM))).isTrue();
  }

  @Test
  void proofs_verify_before_and_after_their_key_has_tables() throws Exception {
    Groth16 groth16 = Setup.run(system(40), RANDOM);
    ProvingKey key = groth16.provingKey();
    Verifier verifier = new Verifier(groth16.verificationKey());
    List<Section> sections = List.of(key.a(), key.b1(), key.b2(), key.c());
    int proofs = 0;
    while (!sections.stream().allMatch(section -> section.bases().hasTable())) {
      groth16.prove(witness(3, 40), RANDOM);
      assertThat(++proofs).isLessThan(100);
    }
    for (long x : new long[] {3, -3, 0, 1}) {
      long[] witness = witness(x, 40);
      Proof proof = groth16.prove(witness, RANDOM);
      assertThat(verifier.verify(publics(witness), proof)).isTrue();
      assertThat(verifier.verify(publics(witness(5, 40)), proof)).isFalse();
    }
  }

  @Test
  void signals_that_no_constraint_names_are_bound_too() throws Exception {
    Groth16 groth16 = Setup.run(system(3), RANDOM);
    Verifier verifier = new Verifier(groth16.verificationKey());
    long[] witness = witness(3, 3);
    Proof proof = groth16.prove(witness, RANDOM);
    List<BigInteger> publics = publics(witness);
    publics.set(1, BigInteger.valueOf(8));
    assertThat(verifier.verify(publics, proof)).isFalse();
  }

  @Test
  void a_witness_that_violates_a_constraint_has_no_proof() {
    Groth16 groth16 = Setup.run(system(3), RANDOM);
    long[] witness = witness(3, 3);
    PrimeField.SCALAR.set(witness, 4 * PrimeField.SCALAR.width(), 10);
    assertThatThrownBy(() -> groth16.prove(witness, RANDOM))
        .isInstanceOf(UnsatisfiedException.class)
        .hasMessage("the witness violates constraint 0");
  }

  @Test
  void two_proofs_of_one_statement_differ_and_so_do_two_setups() throws Exception {
    Groth16 one = Setup.run(system(3), RANDOM);
    Groth16 other = Setup.run(system(3), RANDOM);
    long[] witness = witness(3, 3);
    assertThat(one.prove(witness, RANDOM)).isNotEqualTo(one.prove(witness, RANDOM));
    assertThat(one.verificationKey().id()).hasSize(64).isNotEqualTo(other.verificationKey().id());
    assertThat(
            new Verifier(other.verificationKey())
                .verify(publics(witness), one.prove(witness, RANDOM)))
        .isFalse();
  }

  @Test
  void of_many_proofs_one_wrong_one_fails_all() throws Exception {
    Groth16 groth16 = Setup.run(system(3), RANDOM);
    Verifier verifier = new Verifier(groth16.verificationKey());
    List<Proof> proofs = new ArrayList<>();
    List<List<BigInteger>> publics = new ArrayList<>();
    for (int i = 2; i < 8; i++) {
      proofs.add(groth16.prove(witness(i, 3), RANDOM));
      publics.add(publics(witness(i, 3)));
    }
    assertThat(verifier.verifyAll(publics, proofs, RANDOM)).isTrue();
    assertThat(verifier.verifyAll(List.of(), List.of(), RANDOM)).isTrue();
    proofs.add(proofs.get(0));
    publics.add(publics.get(1));
    assertThat(verifier.verifyAll(publics, proofs, RANDOM)).isFalse();
    assertThat(verifier.verifyAll(publics, List.of(), RANDOM)).isFalse();
  }

  @Test
  void keys_that_would_let_anything_pass_are_none() {
    VerificationKey key = Setup.run(system(3), RANDOM).verificationKey();
    assertThatThrownBy(
            () -> new VerificationKey(key.alpha(), key.beta(), key.gamma(), key.gamma(), key.ic()))
        .hasMessage("a verification key with gamma the same as delta");
    List<G1> unbound = new ArrayList<>(key.ic());
    unbound.set(2, G1.INFINITY);
    assertThatThrownBy(
            () -> new VerificationKey(key.alpha(), key.beta(), key.gamma(), key.delta(), unbound))
        .hasMessage("a verification key that does not bind public signal 2");
    assertThatThrownBy(
            () -> new VerificationKey(G1.INFINITY, key.beta(), key.gamma(), key.delta(), key.ic()))
        .hasMessage("a verification key with alpha, beta, gamma or delta 0");
  }
}
