package dev.fedbench.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBuilderTest {

  @Test
  void columns_stay_in_the_order_they_were_added() {
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "c" + (i * 17 % 40)).toList();
    RowBuilder builder = Row.builder("mine");
    names.forEach(name -> builder.column(name, 1));
    assertThat(builder.build().values().keySet()).containsExactlyElementsOf(names);
  }

  @Test
  void numbers_take_one_form_and_null_is_what_was_not_measured() {
    Row row =
        Row.builder("mine")
            .column("int", 1)
            .column("short", (short) 2)
            .column("float", 0.5f)
            .column("text", "x")
            .column("flag", true)
            .column("none", null)
            .build();
    assertThat(row.kind()).isEqualTo("mine");
    assertThat(row.values().values()).containsExactly(1L, 2L, 0.5, "x", true, null);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void a_number_that_is_not_finite_is_refused(double value) {
    assertThatThrownBy(() -> Row.builder("mine").column("rate", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("mine", "rate", "finite");
  }

  @Test
  void a_column_that_comes_twice_is_refused() {
    RowBuilder builder = Row.builder("mine").column("rate", null);
    assertThatThrownBy(() -> builder.column("rate", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("mine", "rate", "twice");
  }

  @Test
  void a_row_does_not_change_with_its_builder() {
    RowBuilder builder = Row.builder("mine").column("a", 1);
    Row row = builder.build();
    builder.column("b", 2);
    assertThat(row.values()).containsOnlyKeys("a");
    assertThatThrownBy(() -> row.values().put("c", 3L))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
