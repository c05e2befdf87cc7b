package dev.fedbench.zk.circom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.field.PrimeField;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WtnsFileTest {

  private static final int WIRES = 9;
  private static final int HEADER = 1;
  private static final int VALUES = 2;

  private static long[] read(byte[] file) throws IOException {
    return WtnsFile.read(Source.of("x.wtns", file), WIRES);
  }

  @Test
  void snarkjss_file_is_the_values_of_all_wires_and_is_written_byte_for_byte() throws Exception {
    long[] witness = read(Product.bytes(Product.WTNS));
    long[] expected = {1, 143, 7, 11, 13, 1, 1, 0, 1};
    for (int i = 0; i < WIRES; i++) {
      assertThat(PrimeField.SCALAR.number(witness, i * PrimeField.SCALAR.width()))
          .isEqualTo(expected[i]);
    }
    assertThat(Product.written(out -> WtnsFile.write(witness, out)))
        .isEqualTo(Product.bytes(Product.WTNS));
  }

  static Stream<Arguments> wrong() {
    Iden3 file = Iden3.of(Product.bytes(Product.WTNS));
    byte[] version1 = file.file();
    version1[4] = 1;
    return Stream.of(
        Arguments.of(
            Product.bytes(Product.R1CS), "header, byte 0: starts with 0x72316373; expected 'wtns'"),
        Arguments.of(version1, "header, byte 4: version 1; expected 2"),
        Arguments.of(file.without(VALUES).file(), "there is no section 2 (values)"),
        Arguments.of(file.twice(VALUES).file(), "byte 364: section 2 (values) is there twice"),
        Arguments.of(
            file.with(HEADER, 4, Iden3.tooLarge()).file(),
            "section 1 (header), byte 28: the field"),
        Arguments.of(
            file.with(HEADER, 36, Iden3.u32(8)).file(),
            "section 2 (values), byte 76: 288 bytes; expected 256"),
        Arguments.of(
            file.with(HEADER, 36, Iden3.u32(-1)).file(), "byte 60: 4294967295 values; expected at"),
        Arguments.of(
            file.with(HEADER, 36, Iden3.u32(8)).with(VALUES, new byte[256]).file(),
            "byte 60: 8 values; the circuit has 9 wires"),
        Arguments.of(
            file.with(VALUES, 0, Iden3.u32(2)).file(),
            "section 2 (values), byte 76: the first value is not 1"),
        Arguments.of(
            file.with(VALUES, 64, Iden3.tooLarge()).file(),
            "section 2 (values), byte 140: not below r"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_is_wrong_is_named_with_its_place(byte[] file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(CircomFileException.class)
        .hasMessageStartingWith("'x.wtns'")
        .hasMessageContaining(message);
  }

  @Test
  void a_file_cut_short_anywhere_or_with_any_byte_changed_is_a_witness_or_refused() {
    byte[] file = Product.bytes(Product.WTNS);
    assertThat(Mutations.refusedCuts(file, WtnsFileTest::read)).isEqualTo(file.length);
    // All of the headers' bytes and of the first value's; others' only if they are too large.
    assertThat(Mutations.refusedChanges(file, WtnsFileTest::read)).isBetween(108, file.length);
  }
}
