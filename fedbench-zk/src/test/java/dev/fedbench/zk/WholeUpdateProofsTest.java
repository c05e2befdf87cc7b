package dev.fedbench.zk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import dev.fedbench.zk.circuit.Assignment;
import dev.fedbench.zk.circuit.Kind;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.circuit.Statements;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A third party has statements, proofs and the public key alone. Whoever cheats here can prove what
 * he likes: all proofs are valid, one by one, and only together are not a whole update's.
 */
class WholeUpdateProofsTest {

  private static final Groth16ProofSystem SYSTEM = new Groth16ProofSystem();
  private static final BigInteger IV = BigInteger.valueOf(7);
  private static final BigInteger BOUND = BigInteger.valueOf(1_000);
  private static final int[] VALUES = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static final Map<Party, List<Part>> HONEST = new HashMap<>();

  private static Party secure;
  private static Party standard;

  /** What is public of a part. */
  private record Part(Statement statement, byte[] proof) {}

  /** One circuit of chunks of four, its prover, and a verifier who has only the public key. */
  private record Party(Shape shape, Groth16Keys keys, ProofVerifier verifier) {

    static Party of(ProofKind kind) throws Exception {
      Shape shape = new Shape(Kind.valueOf(kind.name()), 4, 16, true);
      Groth16Circuit circuit = new Groth16Circuit(new CircuitSpec(kind, VALUES.length, 16), shape);
      Keys keys = SYSTEM.setup(circuit);
      return new Party(
          shape, (Groth16Keys) keys, SYSTEM.verifier(shape.id(), keys.verificationKeyJson()));
    }

    List<Part> chain(BigInteger iv, BigInteger bound, int minActive, int... values)
        throws Exception {
      List<Part> parts = new ArrayList<>();
      for (Assignment assignment : Statements.of(shape, iv, values, bound, minActive)) {
        parts.add(part(assignment));
      }
      return parts;
    }

    Part part(Assignment assignment) throws Exception {
      UpdateContext context =
          new UpdateContext(new byte[16], 1, 1, "a", 1, new byte[UpdateContext.SALT_BYTES]);
      Groth16Claim claim =
          new Groth16Claim(
              shape.id(),
              context,
              new QuantizedUpdate(VALUES, 16, 1),
              new Bounds(BOUND, 1),
              List.of(assignment));
      return new Part(claim.statements().get(0), keys.prove(claim).parts().get(0));
    }

    /** Each proof proves its statement. */
    boolean valid(List<Part> parts) {
      return verifier.verify(statements(parts), proof(parts));
    }

    boolean whole(long values, List<Part> parts) {
      return verifier.verifyWhole(values, statements(parts), proof(parts));
    }

    void assertValidAndNotWhole(List<Part> parts) {
      assertThat(valid(parts)).as("the proofs themselves").isTrue();
      assertThat(whole(VALUES.length, parts)).isFalse();
    }

    private static List<Statement> statements(List<Part> parts) {
      return parts.stream().map(Part::statement).toList();
    }

    private static Proof proof(List<Part> parts) {
      return new Proof(parts.stream().map(Part::proof).toList());
    }
  }

  @BeforeAll
  static void setUp() throws Exception {
    secure = Party.of(ProofKind.SECURE);
    standard = Party.of(ProofKind.STANDARD);
  }

  private static Party party(ProofKind kind) {
    return kind == ProofKind.SECURE ? secure : standard;
  }

  private static List<Part> honest(Party party) throws Exception {
    if (!HONEST.containsKey(party)) {
      HONEST.put(party, party.chain(IV, BOUND, 9, VALUES));
    }
    return HONEST.get(party);
  }

  @ParameterizedTest
  @EnumSource(ProofKind.class)
  void an_honest_chain_is_whole_and_no_selection_of_its_chunks(ProofKind kind) throws Exception {
    Party party = party(kind);
    List<Part> chain = honest(party);
    Part a = chain.get(0);
    Part b = chain.get(1);
    Part c = chain.get(2);
    assertThat(party.whole(9, chain)).isTrue();
    assertThat(party.whole(12, chain)).as("what fills it up is not seen").isTrue();
    for (List<Part> other :
        List.of(
            List.of(a),
            List.of(c),
            List.of(a, b),
            List.of(b, c),
            List.of(a, c),
            List.of(b, a, c),
            List.of(a, c, b),
            List.of(c, b, a),
            List.of(a, a, b),
            List.of(a, b, b),
            List.of(a, b, c, c),
            List.of(a, a, b, c),
            List.of(a, b, c, a, b, c))) {
      party.assertValidAndNotWhole(other);
    }
    // Nor as an update of as many values.
    assertThat(party.whole(8, List.of(b, c))).isFalse();
    assertThat(party.whole(8, List.of(a, c))).isFalse();
    assertThat(party.whole(4, List.of(b))).isFalse();
    assertThat(party.whole(24, List.of(a, b, c, a, b, c))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ProofKind.class)
  void chunks_of_two_runs_are_not_one_update(ProofKind kind) throws Exception {
    Party party = party(kind);
    List<Part> here = honest(party);
    List<Part> there = party.chain(IV.add(BigInteger.ONE), BOUND, 9, VALUES);
    party.assertValidAndNotWhole(List.of(here.get(0), there.get(1), here.get(2)));
    party.assertValidAndNotWhole(List.of(there.get(0), here.get(1), here.get(2)));
    party.assertValidAndNotWhole(List.of(here.get(0), here.get(1), there.get(2)));
  }

  @ParameterizedTest
  @EnumSource(ProofKind.class)
  void statements_and_proofs_are_paired_in_order(ProofKind kind) throws Exception {
    Party party = party(kind);
    List<Part> chain = honest(party);
    List<Statement> statements = Party.statements(chain);
    List<byte[]> proofs = Party.proof(chain).parts();
    for (List<byte[]> other :
        List.of(
            List.<byte[]>of(),
            proofs.subList(0, 2),
            List.of(proofs.get(1), proofs.get(0), proofs.get(2)),
            List.of(proofs.get(0), proofs.get(1), proofs.get(2), proofs.get(2)))) {
      assertThat(party.verifier().verifyWhole(9, statements, new Proof(other))).isFalse();
    }
    Proof proof = new Proof(proofs);
    assertThat(party.verifier().verifyWhole(9, List.of(), new Proof(List.of()))).isFalse();
    Statement renamed = new Statement("secure-chunk-5-16", statements.get(1).publicSignals());
    assertThat(
            party
                .verifier()
                .verifyWhole(9, List.of(statements.get(0), renamed, statements.get(2)), proof))
        .isFalse();
  }

  /** Whoever sees the end alone learns the bound of the end alone. */
  @Test
  void the_end_cannot_start_a_chain() throws Exception {
    List<Part> chain = honest(secure);
    assertThat(secure.whole(5, chain.subList(1, 3))).isFalse();
  }

  /** States do not depend on bounds: such chunks are linked. */
  @Test
  void a_wider_bound_for_one_chunk_is_seen() throws Exception {
    List<Part> narrow = honest(secure);
    List<Part> wide = secure.chain(IV, BOUND.shiftLeft(1), 9, VALUES);
    assertThat(secure.whole(9, wide)).isTrue();
    for (int k = 0; k < 3; k++) {
      List<Part> mixed = new ArrayList<>(narrow);
      mixed.set(k, wide.get(k));
      secure.assertValidAndNotWhole(mixed);
    }
  }

  @Test
  void a_least_count_in_the_middle_is_seen() throws Exception {
    List<Part> mixed = new ArrayList<>(honest(secure));
    mixed.set(0, secure.chain(IV, BOUND, 4, Arrays.copyOf(VALUES, 4)).get(0));
    secure.assertValidAndNotWhole(mixed);
  }

  /** While nothing but zeros went before, the circuit has nothing against it. */
  @Test
  void a_second_start_is_seen() throws Exception {
    int[] values = {0, 0, 0, 0, 5, 6, 7, 8, 9};
    for (Party party : List.of(secure, standard)) {
      int first = party == secure ? 4 : 3;
      List<Assignment> chain = Statements.of(party.shape(), IV, values, BOUND, 1);
      List<Part> parts = new ArrayList<>();
      for (int k = 0; k < chain.size(); k++) {
        parts.add(party.part(k == 1 ? with(chain.get(k), first, BigInteger.ONE) : chain.get(k)));
      }
      party.assertValidAndNotWhole(parts);
      parts.set(1, party.part(chain.get(1)));
      assertThat(party.whole(9, parts)).isTrue();
      parts.set(0, party.part(with(chain.get(0), first, BigInteger.ZERO)));
      party.assertValidAndNotWhole(parts);
    }
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

  @Test
  void a_norm_is_the_last_chunks_and_the_last_chunk_has_one() throws Exception {
    List<Part> chain = honest(standard);
    List<Part> early = new ArrayList<>(chain);
    early.set(0, standard.chain(IV, BOUND, 0, Arrays.copyOf(VALUES, 4)).get(0));
    standard.assertValidAndNotWhole(early);
    List<Part> late = standard.chain(IV, BOUND, 0, Arrays.copyOf(VALUES, 13)).subList(0, 3);
    standard.assertValidAndNotWhole(late);
  }

  @Test
  void a_whole_circuits_proof_is_one_part_of_an_update_of_its_size() throws Exception {
    Keys keys = SYSTEM.setup(SYSTEM.circuit(new CircuitSpec(ProofKind.SECURE, 5, 16)));
    UpdateContext context =
        new UpdateContext(new byte[16], 1, 1, "a", 1, new byte[UpdateContext.SALT_BYTES]);
    QuantizedUpdate update = new QuantizedUpdate(new int[] {1, 2, 3, 4, 5}, 16, 1);
    Groth16Claim claim = (Groth16Claim) keys.circuit().claim(context, update, new Bounds(BOUND, 5));
    Proof proof = keys.generator().prove(claim);
    ProofVerifier verifier = SYSTEM.verifier("secure-5-16", keys.verificationKeyJson());
    Statement one = claim.statements().get(0);
    assertThat(verifier.verifyWhole(5, List.of(one), proof)).isTrue();
    for (long values : new long[] {-1, 0, 4, 6, 10}) {
      assertThat(verifier.verifyWhole(values, List.of(one), proof)).isFalse();
    }
    byte[] part = proof.parts().get(0);
    Proof twice = new Proof(List.of(part, part));
    assertThat(verifier.verify(List.of(one, one), twice)).isTrue();
    for (long values : new long[] {5, 10}) {
      assertThat(verifier.verifyWhole(values, List.of(one, one), twice)).isFalse();
    }
  }
}
