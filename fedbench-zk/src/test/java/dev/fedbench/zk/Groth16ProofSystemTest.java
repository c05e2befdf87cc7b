package dev.fedbench.zk;

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
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import dev.fedbench.spi.Extensions;
import dev.fedbench.zk.circuit.Kind;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.circuit.Statements;
import dev.fedbench.zk.circuit.UpdateCircuit;
import dev.fedbench.zk.curve.Twist;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As the harness uses it: claims on one side, statements on the other. */
class Groth16ProofSystemTest {

  private static final ProofPolicy SECURE = ProofPolicy.secure();
  private static final ProofSystem SYSTEM = new Groth16ProofSystem();

  private static Keys small;
  private static Keys standard;

  @BeforeAll
  static void setUp() throws ProofException {
    small = SYSTEM.setup(SYSTEM.circuit(new CircuitSpec(ProofKind.SECURE, 5, 16)));
    standard = SYSTEM.setup(SYSTEM.circuit(new CircuitSpec(ProofKind.STANDARD, 5, 16)));
  }

  private static UpdateContext context(String client, long round, int salt) {
    byte[] bytes = new byte[UpdateContext.SALT_BYTES];
    bytes[0] = (byte) salt;
    return new UpdateContext(new byte[16], round, 1, client, 10, bytes);
  }

  private static QuantizedUpdate update(int... values) {
    return new QuantizedUpdate(values, 16, 1_000);
  }

  private static final UpdateContext HERS = context("hers", 1, 1);
  private static final QuantizedUpdate UPDATE = update(1, -2, 0, 30_000, -32_768);
  private static final Bounds BOUNDS = new Bounds(BigInteger.ONE.shiftLeft(32), 4);

  private static Proof prove(Keys keys) throws Exception {
    Claim claim = keys.circuit().claim(HERS, UPDATE, BOUNDS);
    return keys.generator().prove(claim, ProofListener.NONE);
  }

  @Test
  void it_is_found_by_its_name() {
    assertThat(Extensions.of(ProofSystem.class).find("groth16"))
        .get()
        .isInstanceOf(Groth16ProofSystem.class);
  }

  @Test
  void what_is_true_is_proved_for_this_client_round_salt_and_update_alone() throws Exception {
    for (Keys keys : List.of(small, standard)) {
      Proof proof = prove(keys);
      Circuit circuit = keys.circuit();
      List<List<Statement>> others =
          List.of(
              circuit.statements(context("his", 1, 1), UPDATE, BOUNDS),
              circuit.statements(context("hers", 2, 1), UPDATE, BOUNDS),
              circuit.statements(context("hers", 1, 2), UPDATE, BOUNDS),
              circuit.statements(HERS, update(1, -2, 0, 30_000, -32_767), BOUNDS),
              circuit.statements(HERS, update(-2, 1, 0, 30_000, -32_768), BOUNDS));
      assertThat(keys.verifier().verify(circuit.statements(HERS, UPDATE, BOUNDS), proof)).isTrue();
      for (List<Statement> other : others) {
        assertThat(keys.verifier().verify(other, proof)).isFalse();
      }
    }
  }

  @Test
  void other_bounds_are_other_statements() throws Exception {
    Proof proof = prove(small);
    for (Bounds other :
        List.of(
            new Bounds(BOUNDS.maxNormSq().subtract(BigInteger.ONE), 4),
            new Bounds(BOUNDS.maxNormSq(), 3))) {
      assertThat(small.verifier().verify(small.circuit().statements(HERS, UPDATE, other), proof))
          .isFalse();
    }
  }

  @Test
  void what_is_false_has_no_proof() {
    Bounds tooStrict = new Bounds(BigInteger.TEN, 1);
    assertThatThrownBy(
            () ->
                small
                    .generator()
                    .prove(small.circuit().claim(HERS, UPDATE, tooStrict), ProofListener.NONE))
        .isInstanceOf(ProofException.class)
        .hasMessage("the update does not keep what secure-5-16 asks");
  }

  @Test
  void a_proof_of_one_kind_is_none_of_the_other() throws Exception {
    List<Statement> secure = small.circuit().statements(HERS, UPDATE, BOUNDS);
    List<Statement> plain = standard.circuit().statements(HERS, UPDATE, BOUNDS);
    assertThat(standard.verifier().verify(plain, prove(small))).isFalse();
    assertThat(small.verifier().verify(secure, prove(standard))).isFalse();
    assertThat(small.verifier().verify(plain, prove(small))).isFalse();
    assertThat(small.verifier().verify(List.of(), new Proof(List.of()))).isFalse();
    assertThat(small.verifier().verify(secure, new Proof(List.of()))).isFalse();
  }

  /**
   * Ten bytes are five values of 16 bits, packed into the same word: the same commitment. What
   * refuses it is that keys are of one circuit, by name.
   */
  @Test
  void a_proof_about_the_same_word_in_other_pieces_is_of_another_circuit() throws Exception {
    int[] wide = {32_767, 32_767, 32_767, 32_767, 32_767};
    int[] narrow = new int[10];
    for (int i = 0; i < 5; i++) {
      int shifted = wide[i] + 32_768;
      narrow[2 * i] = (shifted & 0xff) - 128;
      narrow[2 * i + 1] = (shifted >> 8) - 128;
    }
    Shape bytes = new Shape(Kind.SECURE, 10, 8, false);
    BigInteger bound = BigInteger.valueOf(200_000);
    BigInteger iv = BigInteger.valueOf(99);
    Shape shape = new Shape(Kind.SECURE, 5, 16, false);
    List<BigInteger> ofBytes = Statements.of(bytes, iv, narrow, bound, 4).get(0).publics();
    assertThat(Statements.of(shape, iv, wide, bound, 4).get(0).publics()).isEqualTo(ofBytes);

    Keys keys = SYSTEM.setup(SYSTEM.circuit(new CircuitSpec(ProofKind.SECURE, 10, 8)));
    Claim claim =
        keys.circuit().claim(HERS, new QuantizedUpdate(narrow, 8, 1), new Bounds(bound, 4));
    Proof proof = keys.generator().prove(claim, ProofListener.NONE);
    assertThat(keys.verifier().verify(claim.statements(), proof)).isTrue();
    List<Statement> renamed =
        List.of(new Statement("secure-5-16", claim.statements().get(0).publicSignals()));
    assertThat(keys.verifier().verify(renamed, proof)).isFalse();
    assertThat(small.verifier().verify(renamed, proof)).isFalse();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    keys.write(out);
    assertThatThrownBy(
            () -> SYSTEM.read(small.circuit(), new ByteArrayInputStream(out.toByteArray())))
        .hasMessage("keys of circuit secure-10-8; expected secure-5-16");
  }

  /**
   * B plus a point of a small order would pass now and then, if it got as far as the random sum:
   * whether its number is a multiple of that order is all that counts.
   */
  @Test
  void points_outside_of_their_groups_are_named_among_many() throws Exception {
    List<Statement> statements = small.circuit().statements(HERS, UPDATE, BOUNDS);
    byte[] right = prove(small).parts().get(0);
    byte[] outside = right.clone();
    byte[] twist = Twist.encoded();
    System.arraycopy(twist, 0, outside, 64, twist.length);
    byte[] offCurve = right.clone();
    offCurve[63] ^= 1;
    byte[] beyondP = right.clone();
    Arrays.fill(beyondP, 192, 224, (byte) -1);
    byte[] infinity = right.clone();
    Arrays.fill(infinity, 0, 64, (byte) 0);
    byte[] cut = Arrays.copyOf(right, 255);
    List<Proof> proofs =
        Stream.of(right, outside, right, offCurve, beyondP, right, infinity, cut)
            .map(part -> new Proof(List.of(part)))
            .toList();
    BitSet invalid =
        small.verifier().invalid(Collections.nCopies(proofs.size(), statements), proofs);
    assertThat(invalid.stream()).containsExactly(1, 3, 4, 6, 7);
  }

  @Test
  void any_byte_of_a_proof_matters() throws Exception {
    List<Statement> statements = small.circuit().statements(HERS, UPDATE, BOUNDS);
    byte[] proof = prove(small).parts().get(0);
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      byte[] other = proof.clone();
      other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(small.verifier().verify(statements, new Proof(List.of(other)))).isFalse();
    }
    byte[] longer = Arrays.copyOf(proof, proof.length + 1);
    assertThat(small.verifier().verify(statements, new Proof(List.of(longer)))).isFalse();
  }

  @Test
  void keys_survive_being_written_and_are_refused_when_they_were_changed() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    small.write(out);
    byte[] bytes = out.toByteArray();
    Keys again = SYSTEM.read(small.circuit(), new ByteArrayInputStream(bytes));
    assertThat(again.id()).isEqualTo(small.id());
    List<Statement> statements = small.circuit().statements(HERS, UPDATE, BOUNDS);
    assertThat(small.verifier().verify(statements, prove(again))).isTrue();
    assertThat(again.verifier().verify(statements, prove(small))).isTrue();

    assertThatThrownBy(() -> SYSTEM.read(standard.circuit(), new ByteArrayInputStream(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessage("keys of circuit secure-5-16; expected standard-5-16");
    for (int length : new int[] {0, 3, 100, bytes.length - 1}) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SYSTEM.read(small.circuit(), new ByteArrayInputStream(cut)))
          .isInstanceOf(IOException.class);
    }
    byte[] changed = bytes.clone();
    changed[Fingerprint.BYTES + 40] ^= 1;
    assertThatThrownBy(() -> SYSTEM.read(small.circuit(), new ByteArrayInputStream(changed)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no point of G1");
  }

  @ParameterizedTest
  @CsvSource({"SECURE", "STANDARD"})
  void a_large_update_is_proved_chunk_by_chunk_every_one_in_its_place(ProofKind kind)
      throws Exception {
    // 32 bits a value make chunks of 800 values or so; a small one does for a test.
    CircuitSpec spec = new CircuitSpec(kind, 2_000, 32);
    Circuit circuit = SYSTEM.circuit(spec);
    assertThat(circuit.proofs()).isEqualTo(3);
    assertThat(circuit.constraints()).isLessThanOrEqualTo(1 << 15);
    Random random = new Random(3);
    int[] values = random.ints(2_000).toArray();
    QuantizedUpdate update = new QuantizedUpdate(values, 32, 1_000);
    Bounds bounds = new Bounds(BigInteger.ONE.shiftLeft(75), 1_000);
    List<Statement> statements = circuit.statements(HERS, update, bounds);
    assertThat(statements).hasSize(3).doesNotHaveDuplicates();
    for (int i = 1; i < 3; i++) {
      assertThat(statements.get(i).publicSignals().get(0))
          .isEqualTo(statements.get(i - 1).publicSignals().get(1));
    }
  }

  @Test
  void chunks_cannot_be_dropped_swapped_or_repeated() throws Exception {
    // The chain itself, on a circuit that is small enough to be proved in a test.
    Shape shape = new Shape(Kind.SECURE, 4, 16, true);
    Groth16Circuit circuit = new Groth16Circuit(new CircuitSpec(ProofKind.SECURE, 9, 16), shape);
    Keys keys = SYSTEM.setup(circuit);
    QuantizedUpdate update = update(1, 2, 3, 4, 5, 6, 7, 8, 9);
    Bounds bounds = SECURE.bounds(9);
    List<Statement> statements = circuit.statements(HERS, update, bounds);
    Proof proof = keys.generator().prove(circuit.claim(HERS, update, bounds), ProofListener.NONE);
    assertThat(keys.verifier().verify(statements, proof)).isTrue();
    List<byte[]> parts = proof.parts();
    for (List<byte[]> other :
        List.of(
            parts.subList(0, 2),
            parts.subList(1, 3),
            List.of(parts.get(1), parts.get(0), parts.get(2)),
            List.of(parts.get(0), parts.get(0), parts.get(2)),
            List.of(parts.get(0), parts.get(1), parts.get(1)))) {
      assertThat(keys.verifier().verify(statements, new Proof(other))).isFalse();
    }
    List<Statement> swapped = new ArrayList<>(statements);
    Collections.swap(swapped, 0, 1);
    assertThat(keys.verifier().verify(swapped, proof)).isFalse();
    // A chunk of another round's update, in the same place.
    UpdateContext next = context("hers", 2, 1);
    Proof another = keys.generator().prove(circuit.claim(next, update, bounds), ProofListener.NONE);
    Proof mixed = new Proof(List.of(parts.get(0), another.parts().get(1), parts.get(2)));
    assertThat(keys.verifier().verify(statements, mixed)).isFalse();
    // Among others, of which each has three parts.
    Proof cut = new Proof(parts.subList(0, 2));
    assertThat(
            keys
                .verifier()
                .invalid(
                    List.of(statements, statements, statements, statements, swapped),
                    List.of(proof, mixed, proof, cut, proof))
                .stream())
        .containsExactly(1, 3, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "SECURE, 1, 16, false",
    "SECURE, 11, 16, false",
    "STANDARD, 11, 16, false",
    "SECURE, 300, 16, false",
    "STANDARD, 300, 12, false",
    "SECURE, 7, 16, true",
    "STANDARD, 230, 16, true",
    "SECURE, 16, 32, false"
  })
  void the_formula_counts_the_constraints_there_are(
      Kind kind, int size, int bits, boolean chained) {
    Shape shape = new Shape(kind, size, bits, chained);
    assertThat(new UpdateCircuit(shape).constraints().constraints()).isEqualTo(shape.constraints());
  }

  @ParameterizedTest
  @CsvSource({"11, secure-11-16, 1", "1000, secure-1000-16, 1", "2410, secure-chunk-1465-16, 2"})
  void updates_are_proved_whole_as_long_as_they_fit(long values, String id, int proofs) {
    Circuit circuit = SYSTEM.circuit(new CircuitSpec(ProofKind.SECURE, values, 16));
    assertThat(circuit.id()).isEqualTo(id);
    assertThat(circuit.proofs()).isEqualTo(proofs);
    assertThat(circuit.constraints() + 6).isLessThanOrEqualTo(1 << 15);
  }

  @Test
  void an_update_of_another_size_or_width_is_not_for_this_circuit() {
    assertThatThrownBy(() -> small.circuit().statements(HERS, update(1, 2), BOUNDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an update of 2 values of 16 bits, scale 1000; the circuit is for 5 values of 16 bits");
  }
}
