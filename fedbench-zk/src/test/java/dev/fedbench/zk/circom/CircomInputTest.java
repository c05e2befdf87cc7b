package dev.fedbench.zk.circom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CircomInputTest {

  private static final BigInteger R = PrimeField.SCALAR.prime();

  @Test
  void numbers_are_taken_modulo_r_and_arrays_one_after_another() throws Exception {
    Map<String, List<BigInteger>> values =
        CircomInput.parse(
            "f", "{\"a\": [[1, \"2\"], [\"0x1F\", -1]], \"b\": \"" + R + "\", \"c\": []}");
    assertThat(values.get("a"))
        .containsExactly(
            BigInteger.ONE, BigInteger.TWO, BigInteger.valueOf(31), R.subtract(BigInteger.ONE));
    assertThat(values.get("b")).containsExactly(BigInteger.ZERO);
    assertThat(values.get("c")).isEmpty();
    assertThat(values.keySet()).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|'f': not a JSON object",
        "{\"a\": true}|'f': signal 'a': a value that is not a whole number",
        "{\"a\": {\"b\": 1}}|'f': signal 'a': a value that is not a whole number",
        "{\"a\": \"x\"}|'f': signal 'a': a value that is not a whole number",
        "{\"a\": 1.5}|'f': JSON: '.' at character 7; expected '}'; numbers must be whole"
      })
  void what_is_no_input_is_named(String json, String message) {
    assertThatThrownBy(() -> CircomInput.parse("f", json))
        .isInstanceOf(CircomFileException.class)
        .hasMessage(message);
  }
}
