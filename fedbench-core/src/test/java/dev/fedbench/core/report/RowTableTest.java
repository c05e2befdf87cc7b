package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.metric.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowTableTest {

  private static final ConsoleStyle ASCII = ConsoleStyle.plain(StandardCharsets.US_ASCII);

  @Test
  void seconds_and_bytes_have_their_unit_in_each_cell() {
    Row first =
        Row.builder("proof").column("prove_s", 0.0125).column("peak_bytes", 20 << 20).build();
    Row second = Row.builder("proof").column("prove_s", 2.5).column("count", 3).build();
    String table = RowTable.of(List.of(first, second), ASCII).render(ASCII).replaceAll(" +", " ");
    assertThat(table)
        .contains("| Prove | Peak bytes | Count |")
        .contains("| 12.50ms | 20.00MiB |")
        .contains("| 2.500s |");
  }
}
