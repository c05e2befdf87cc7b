package dev.fedbench.zk.circom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.circuit.Kind;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.circuit.UpdateCircuit;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.r1cs.R1cs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class R1csFileTest {

  private static final int HEADER = 1;
  private static final int CONSTRAINTS = 2;
  private static final int LABELS = 3;

  private static R1cs read(byte[] file) throws IOException {
    return R1csFile.read(Source.of("x.r1cs", file));
  }

  @Test
  void circoms_file_is_its_circuit() throws Exception {
    R1cs system = R1csFile.read(Product.source(Product.R1CS));
    assertThat(system.constraints()).isEqualTo(6);
    assertThat(system.variables()).isEqualTo(9);
    assertThat(system.publics()).isEqualTo(2);
    BitSet bits = new BitSet();
    bits.set(5, 9);
    assertThat(system.booleans()).isEqualTo(bits);
    long[] witness = WtnsFile.read(Product.source(Product.WTNS), 9);
    assertThat(system.violated(witness)).isEmpty();
    for (int variable : new int[] {1, 3, 4, 5, 8}) { // 2 is the tag, which nothing binds
      long[] other = witness.clone();
      PrimeField.SCALAR.set(other, variable * PrimeField.SCALAR.width(), 99);
      assertThat(system.violated(other)).isPresent();
    }
  }

  @Test
  void what_is_written_is_read_the_same() throws Exception {
    R1cs ours = new UpdateCircuit(new Shape(Kind.SECURE, 3, 8, false)).constraints();
    byte[] file = Product.written(out -> R1csFile.write(ours, out));
    R1cs read = read(file);
    assertThat(read.publics()).isEqualTo(3);
    assertThat(read.booleans()).isEqualTo(ours.booleans());
    assertThat(Product.written(out -> R1csFile.write(read, out))).isEqualTo(file);
    R1cs theirs = R1csFile.read(Product.source(Product.R1CS));
    Iden3 written = Iden3.of(Product.written(out -> R1csFile.write(theirs, out)));
    Iden3 original = Iden3.of(Product.bytes(Product.R1CS));
    assertThat(written.part(CONSTRAINTS)).isEqualTo(original.part(CONSTRAINTS));
    assertThat(written.part(LABELS)).isEqualTo(original.part(LABELS));
  }

  @Test
  void sections_may_come_in_any_order_and_unknown_ones_are_skipped() throws Exception {
    Iden3 file = Iden3.of(Product.bytes(Product.R1CS));
    assertThat(file.parts.get(0).type()).isEqualTo(CONSTRAINTS); // circom's own order
    Iden3 reversed =
        file.arranged(
            parts -> {
              List<Iden3.Part> other = new ArrayList<>(parts);
              Collections.reverse(other);
              return other;
            });
    assertThat(read(reversed.and(77, new byte[5]).file()).constraints()).isEqualTo(6);
  }

  static Stream<Arguments> wrong() {
    Iden3 file = Iden3.of(Product.bytes(Product.R1CS));
    byte[] bytes = file.file();
    byte[] goldilocks = Iden3.u64(0xffffffff00000001L);
    byte[] longer = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, longer, 0, bytes.length);
    return Stream.of(
        Arguments.of(new byte[0], "'x.r1cs', header, byte 0: 0 bytes; a r1cs file has at least 12"),
        Arguments.of(
            Product.bytes(Product.WTNS),
            "'x.r1cs', header, byte 0: starts with 0x77746e73; expected 'r1cs'"),
        Arguments.of(longer, "header, byte 976: 1 bytes after the last section; expected none"),
        Arguments.of(file.without(HEADER).file(), "there is no section 1 (header)"),
        Arguments.of(file.without(LABELS).file(), "there is no section 3 (labels)"),
        Arguments.of(file.twice(HEADER).file(), "section 1 (header) is there twice"),
        Arguments.of(
            file.with(HEADER, 0, Iden3.u32(8)).file(),
            "section 1 (header), byte 828: a field of 8 bytes; expected bn128's, of 32"),
        Arguments.of(
            file.with(HEADER, 4, goldilocks).file(), "section 1 (header), byte 832: the field of"),
        Arguments.of(
            file.with(HEADER, 36, Iden3.u32(-1)).file(),
            "byte 864: 4294967295 wires; expected at most 134217728"),
        Arguments.of(
            file.with(HEADER, 40, Iden3.u32(6)).file(), "byte 864: 9 wires; expected at least 10"),
        Arguments.of(
            file.with(HEADER, 36, Iden3.u32(1000)).file(),
            "section 3 (labels), byte 904: 72 bytes; expected 8000"),
        Arguments.of(
            file.with(HEADER, 60, Iden3.u32(5)).file(),
            "section 2 (constraints), byte 624: 192 bytes more than expected"),
        Arguments.of(
            file.with(HEADER, 60, Iden3.u32(1 << 26)).file(),
            "section 2 (constraints), byte 24: 67108864 constraints in 792 bytes"),
        Arguments.of(
            file.with(CONSTRAINTS, 0, Iden3.u32(23)).file(),
            "section 2 (constraints), byte 24: 23 terms; expected at most 22"),
        Arguments.of(
            file.with(CONSTRAINTS, 4, Iden3.u32(9)).file(),
            "section 2 (constraints), byte 28: 9 as a wire's number; expected at most 8"),
        Arguments.of(
            file.with(CONSTRAINTS, 8, Iden3.tooLarge()).file(),
            "section 2 (constraints), byte 32: not below r"),
        Arguments.of(
            file.and(4, new byte[12]).file(),
            "section 4 (custom gates), byte 988: Groth16 has no"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_is_wrong_is_named_with_its_place(byte[] file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(CircomFileException.class)
        .hasMessageStartingWith("'x.r1cs'")
        .hasMessageContaining(message);
  }

  @Test
  void a_file_cut_short_anywhere_or_with_any_byte_changed_is_a_system_or_refused() {
    byte[] file = Product.bytes(Product.R1CS);
    assertThat(Mutations.refusedCuts(file, R1csFileTest::read)).isEqualTo(file.length);
    int refused = Mutations.refusedChanges(file, R1csFileTest::read);
    assertThat(refused).isBetween(file.length / 4, file.length);
  }
}
