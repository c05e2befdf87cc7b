package dev.fedbench.zk.poseidon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.r1cs.CircuitBuilder;
import dev.fedbench.zk.r1cs.ConstraintBuilder;
import dev.fedbench.zk.r1cs.Elements;
import dev.fedbench.zk.r1cs.R1cs;
import dev.fedbench.zk.r1cs.WitnessBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoseidonTest {

  record Vector(List<String> inputs, String hash) {
    List<long[]> elements() {
      return inputs.stream().map(input -> Elements.of(new BigInteger(input))).toList();
    }

    @Override
    public String toString() {
      return inputs.size() + " inputs";
    }
  }

  /** Outside truth: what circomlib 2.0.5 computes. */
  static Stream<Vector> vectors() throws IOException {
    try (InputStream in = PoseidonTest.class.getResourceAsStream("circomlib-2.0.5.json")) {
      return new ObjectMapper().readValue(in, new TypeReference<List<Vector>>() {}).stream();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void hashes_are_circomlib_s(Vector vector) {
    long[] hash = Poseidon.hash(vector.elements());
    assertThat(PrimeField.SCALAR.number(hash, 0)).isEqualTo(new BigInteger(vector.hash));
  }

  private static <W> void circuit(CircuitBuilder<W> builder, List<long[]> inputs, long[] hash) {
    W expected = builder.publicInput(() -> hash);
    List<W> wires = new ArrayList<>();
    for (long[] input : inputs) {
      wires.add(builder.hint(() -> input));
    }
    builder.assertEqual(Poseidon.hash(builder, wires), expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void the_circuit_holds_for_the_hash_and_for_nothing_else(int inputs) {
    List<long[]> none = Collections.nCopies(inputs, Elements.ZERO);
    ConstraintBuilder constraints = new ConstraintBuilder();
    circuit(constraints, none, Elements.ZERO);
    R1cs system = constraints.build();
    List<long[]> some = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      some.add(Elements.of(i * i - 5L));
    }
    long[] hash = Poseidon.hash(some);
    assertThat(system.violated(witness(some, hash))).isEmpty();
    assertThat(system.violated(witness(some, Elements.ONE))).isPresent();
    some.set(inputs - 1, Elements.of(77));
    assertThat(system.violated(witness(some, hash))).isPresent();
  }

  @Test
  void a_circuit_has_three_constraints_an_s_box() {
    ConstraintBuilder constraints = new ConstraintBuilder();
    circuit(constraints, Collections.nCopies(2, Elements.ZERO), Elements.ZERO);
    assertThat(constraints.build().constraints()).isEqualTo(3 * (8 * 3 + 57) + 1);
  }

  private static long[] witness(List<long[]> inputs, long[] hash) {
    WitnessBuilder witness = new WitnessBuilder(1);
    circuit(witness, inputs, hash);
    return witness.witness();
  }

  @Test
  void there_must_be_1_to_16_inputs() {
    assertThatThrownBy(() -> Poseidon.hash(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 inputs; Poseidon takes 1 to 16");
    assertThatThrownBy(() -> Poseidon.hash(Collections.nCopies(17, Elements.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
