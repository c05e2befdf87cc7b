package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every proof system must do. Extend it and say which. It cannot show that a proof system is
 * sound: that takes an argument, outside test vectors and people who attack it. It shows that one
 * is not.
 */
public abstract class ProofSystemContract {

  private static final int[] VALUES = {300, 0, -4, 25, 0};
  private static final int SIZE = VALUES.length;
  private static final ProofPolicy POLICY = ProofPolicy.secure().maxNorm(1).minActive(3);
  private static final BigInteger BEYOND = BigInteger.TWO.pow(300);

  private final Map<ProofKind, Keys> made = new EnumMap<>(ProofKind.class);

  /** For subclasses. */
  protected ProofSystemContract() {}

  /** The proof system under test. */
  protected abstract ProofSystem system();

  private Keys keys(ProofKind kind) throws ProofException {
    if (!made.containsKey(kind)) {
      made.put(kind, system().setup(circuit(kind)));
    }
    return made.get(kind);
  }

  private Circuit circuit(ProofKind kind) {
    return system().circuit(new CircuitSpec(kind, SIZE, POLICY.bits()));
  }

  private static QuantizedUpdate update(int... values) {
    return new QuantizedUpdate(values, POLICY.bits(), POLICY.scale());
  }

  private static UpdateContext context(String client, long round, int salt) {
    byte[] bytes = new byte[UpdateContext.SALT_BYTES];
    bytes[0] = (byte) salt;
    return new UpdateContext(new byte[16], round, 1, client, 10, bytes);
  }

  private static Bounds bounds() {
    return POLICY.bounds(SIZE);
  }

  private static Claim claim(Keys keys, int... values) {
    return keys.circuit().claim(context("a", 1, 1), update(values), bounds());
  }

  private static Proof prove(Keys keys, int... values) throws Exception {
    return keys.generator().prove(claim(keys, values));
  }

  @Test
  void has_a_name_that_users_can_type() {
    assertThat(system().name()).matches("[a-z0-9-]+");
  }

  @ParameterizedTest
  @EnumSource
  void an_honest_proof_proves_what_both_sides_derive(ProofKind kind) throws Exception {
    Keys keys = keys(kind);
    Claim claim = claim(keys, VALUES);
    Proof proof = keys.generator().prove(claim);
    List<Statement> derived =
        circuit(kind).statements(claim.context(), claim.update(), claim.bounds());
    assertThat(derived).isEqualTo(claim.statements()).hasSize(keys.circuit().proofs());
    assertThat(proof.parts()).hasSameSizeAs(derived);
    assertThat(keys.verifier().verify(derived, proof)).isTrue();
    assertThat(keys.verifier().verifyWhole(SIZE, derived, proof)).isTrue();
    assertThat(keys.verifier().verifyAll(List.of(derived, derived), List.of(proof, proof)))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void no_proof_proves_another_update_client_round_or_salt(ProofKind kind) throws Exception {
    Keys keys = keys(kind);
    Proof proof = prove(keys, VALUES);
    int[] other = VALUES.clone();
    other[1] = 1;
    for (Claim different :
        List.of(
            claim(keys, other),
            claim(keys, 25, 0, -4, 300, 0),
            keys.circuit().claim(context("b", 1, 1), update(VALUES), bounds()),
            keys.circuit().claim(context("a", 2, 1), update(VALUES), bounds()),
            keys.circuit().claim(context("a", 1, 2), update(VALUES), bounds()))) {
      assertThat(keys.verifier().verify(different.statements(), proof)).isFalse();
      assertThat(
              keys.verifier()
                  .verifyAll(
                      List.of(claim(keys, VALUES).statements(), different.statements()),
                      List.of(proof, proof)))
          .isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_public_signal_counts(ProofKind kind) throws Exception {
    Keys keys = keys(kind);
    Proof proof = prove(keys, VALUES);
    Statement right = claim(keys, VALUES).statements().get(0);
    for (int i = 0; i < right.publicSignals().size(); i++) {
      for (BigInteger wrong :
          List.of(
              right.publicSignals().get(i).add(BigInteger.ONE), BEYOND, BigInteger.ONE.negate())) {
        List<BigInteger> signals = new ArrayList<>(right.publicSignals());
        signals.set(i, wrong);
        List<Statement> bent = List.of(new Statement(right.circuitId(), signals));
        assertThat(keys.verifier().verify(bent, proof)).as("signal %d: %s", i, wrong).isFalse();
      }
    }
    List<BigInteger> more = new ArrayList<>(right.publicSignals());
    more.add(BigInteger.ZERO);
    ProofVerifier verifier = keys.verifier();
    assertThat(verifier.verify(List.of(new Statement(right.circuitId(), more)), proof)).isFalse();
    assertThat(verifier.verify(List.of(new Statement(right.circuitId(), List.of())), proof))
        .isFalse();
    assertThat(verifier.verify(List.of(new Statement("other", right.publicSignals())), proof))
        .isFalse();
    assertThat(verifier.verify(List.of(), proof)).isFalse();
    assertThat(verifier.verify(List.of(right, right), proof)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void the_wrong_among_many_are_named_and_no_others(ProofKind kind) throws Exception {
    Keys keys = keys(kind);
    List<Statement> right = claim(keys, VALUES).statements();
    List<Statement> wrong =
        keys.circuit().claim(context("b", 1, 1), update(VALUES), bounds()).statements();
    Proof proof = prove(keys, VALUES);
    Proof noise = new Proof(List.of(new byte[] {1, 2, 3}));
    ProofVerifier verifier = keys.verifier();
    assertThat(verifier.invalid(List.of(), List.of()).isEmpty()).isTrue();
    assertThat(verifier.invalid(List.of(right, right), List.of(proof, proof)).isEmpty()).isTrue();
    assertThat(verifier.invalid(List.of(wrong), List.of(proof)).stream()).containsExactly(0);
    assertThat(
            verifier
                .invalid(
                    List.of(right, wrong, right, right, List.of(), right),
                    List.of(proof, proof, noise, proof, proof, new Proof(List.of())))
                .stream())
        .containsExactly(1, 2, 4, 5);
    assertThatThrownBy(() -> verifier.invalid(List.of(right), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_a_secure_update_must_keep_it_must_keep() throws Exception {
    Keys keys = keys(ProofKind.SECURE);
    assertThatThrownBy(() -> prove(keys, 1_000, 1, 1, 0, 0)) // a norm above 1
        .isInstanceOf(ProofException.class);
    assertThatThrownBy(() -> prove(keys, 1, 1, 0, 0, 0)) // 2 of 3 that are not 0
        .isInstanceOf(ProofException.class);
    assertThat(
            keys.verifier()
                .verify(claim(keys, 999, 0, 1, 1, 0).statements(), prove(keys, 999, 0, 1, 1, 0)))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hostile_proofs_are_false_and_never_an_exception(long seed) throws Exception {
    Keys keys = keys(ProofKind.SECURE);
    List<Statement> statements = claim(keys, VALUES).statements();
    byte[] right = prove(keys, VALUES).parts().get(0);
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      byte[] bent = right.clone();
      bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
      byte[] noise = new byte[random.nextInt(2 * right.length)];
      random.nextBytes(noise);
      for (byte[] part : List.of(bent, noise)) {
        assertThat(keys.verifier().verify(statements, new Proof(List.of(part)))).isFalse();
      }
    }
    assertThat(keys.verifier().verify(statements, new Proof(List.of()))).isFalse();
    assertThat(keys.verifier().verify(statements, new Proof(List.of(right, right)))).isFalse();
  }

  @Test
  void keys_of_one_setup_do_not_verify_proofs_of_another() throws Exception {
    Keys keys = keys(ProofKind.SECURE);
    Keys others = system().setup(circuit(ProofKind.SECURE));
    assertThat(others.id()).isNotEqualTo(keys.id());
    assertThat(others.verifier().verify(claim(keys, VALUES).statements(), prove(keys, VALUES)))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void keys_are_read_as_they_were_written(ProofKind kind) throws Exception {
    Keys keys = keys(kind);
    byte[] bytes = written(keys);
    Keys read = system().read(circuit(kind), new ByteArrayInputStream(bytes));
    assertThat(read.id()).isEqualTo(keys.id());
    assertThat(keys.verifier().verify(claim(read, VALUES).statements(), prove(read, VALUES)))
        .isTrue();
    ProofKind other = kind == ProofKind.SECURE ? ProofKind.STANDARD : ProofKind.SECURE;
    assertThatThrownBy(() -> system().read(circuit(other), new ByteArrayInputStream(bytes)))
        .isInstanceOf(IOException.class);
    byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
    assertThatThrownBy(() -> system().read(circuit(kind), new ByteArrayInputStream(cut)))
        .isInstanceOf(IOException.class);
  }

  private static byte[] written(Keys keys) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    keys.write(out);
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void a_third_party_verifies_with_the_public_part_alone(ProofKind kind) throws Exception {
    Keys keys = keys(kind);
    Proof proof = prove(keys, VALUES);
    List<byte[]> parts = new ArrayList<>();
    for (byte[] part : proof.parts()) {
      parts.add(system().fromJson(system().toJson(part)));
    }
    ProofVerifier verifier = system().verifier(keys.circuit().id(), keys.verificationKeyJson());
    assertThat(verifier.verifyWhole(SIZE, claim(keys, VALUES).statements(), new Proof(parts)))
        .isTrue();
    assertThatThrownBy(() -> system().verifier("no such circuit", keys.verificationKeyJson()))
        .isInstanceOf(ProofException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"pi_a\": 1}", "\u0000", "\"proof\""})
  void what_is_no_json_of_it_is_refused(String json) {
    assertThatThrownBy(() -> system().fromJson(json)).isInstanceOf(ProofException.class);
    assertThatThrownBy(() -> system().verifier(circuit(ProofKind.SECURE).id(), json))
        .isInstanceOf(ProofException.class);
    assertThatThrownBy(() -> system().toJson(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ProofException.class);
  }

  @Test
  void an_update_of_another_size_or_width_has_no_statements() {
    Circuit circuit = circuit(ProofKind.SECURE);
    assertThatThrownBy(() -> circuit.statements(context("a", 1, 1), update(1, 2), bounds()))
        .isInstanceOf(IllegalArgumentException.class);
    QuantizedUpdate wide = new QuantizedUpdate(VALUES, 17, POLICY.scale());
    assertThatThrownBy(() -> circuit.statements(context("a", 1, 1), wide, bounds()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
