package dev.fedbench.zk.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.r1cs.R1cs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables in docs/circuits.md are what the circuits are. */
class CircuitTablesTest {

  private static final String WHOLE =
      "| kind | bits | values | constraints | a value | domain | filled |";
  private static final String CHUNKS =
      "| kind | bits | domain | values | a value | rows | filled |";

  private static List<String> wholeUpdates() {
    List<String> lines = new ArrayList<>(List.of(WHOLE, "|---|---|---|---|---|---|---|"));
    for (int bits : new int[] {16, 12}) {
      for (Kind kind : Kind.values()) {
        for (int values : new int[] {10, 100, 1_000, 10_000}) {
          Shape shape = new Shape(kind, values, bits, false);
          int rows = rows(shape);
          int log = log2(rows);
          lines.add(
              line(
                  "| `%s` | %d | %,d | %,d | %.2f | 2^%d | %.0f %% |",
                  word(kind),
                  bits,
                  values,
                  shape.constraints(),
                  (double) shape.constraints() / values,
                  log,
                  100.0 * rows / (1 << log)));
        }
      }
    }
    return lines;
  }

  private static List<String> chunks() {
    List<String> lines = new ArrayList<>(List.of(CHUNKS, "|---|---|---|---|---|---|---|"));
    for (int bits : new int[] {16, 12, 32}) {
      for (int log : new int[] {14, 15}) {
        for (Kind kind : Kind.values()) {
          Shape shape = Shape.fitting(kind, Shape.MOST_VALUES, bits, 1 << log);
          int rows = rows(shape);
          lines.add(
              line(
                  "| `%s` | %d | 2^%d | %,d | %.2f | %,d | %.2f %% |",
                  word(kind),
                  bits,
                  log,
                  shape.size(),
                  (double) shape.constraints() / shape.size(),
                  rows,
                  100.0 * rows / (1 << log)));
        }
      }
    }
    return lines;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** A row a constraint, and one for the constant and each public signal. */
  private static int rows(Shape shape) {
    return shape.constraints() + shape.publics() + 1;
  }

  private static int log2(int rows) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
  }

  @Test
  void the_documents_tables_are_true() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "circuits.md"));
    for (List<String> expected : List.of(wholeUpdates(), chunks())) {
      int head = lines.indexOf(expected.get(0));
      assertThat(head)
          .as("the head %s; expected\n%s", expected.get(0), String.join("\n", expected))
          .isNotNegative();
      assertThat(lines.subList(head, head + expected.size())).isEqualTo(expected);
      assertThat(lines.get(head + expected.size())).as("what follows").isEmpty();
    }
  }

  /** The tables count by the formula: here is what there is, once built. */
  @ParameterizedTest
  @CsvSource({"STANDARD, 1000, 12, false", "SECURE, 1000, 16, false", "SECURE, 957, 12, true"})
  void what_is_counted_is_what_is_built(Kind kind, int values, int bits, boolean chained) {
    Shape shape = new Shape(kind, values, bits, chained);
    R1cs system = new UpdateCircuit(shape).constraints();
    assertThat(system.constraints()).isEqualTo(shape.constraints());
    assertThat(system.publics()).isEqualTo(shape.publics());
  }

  /** One value more would need a domain of twice the size. */
  @ParameterizedTest
  @CsvSource({"16, 14", "16, 15", "12, 14", "12, 15", "32, 15", "2, 15", "8, 13"})
  void chunks_fill_their_domain(int bits, int log) {
    for (Kind kind : Kind.values()) {
      Shape shape = Shape.fitting(kind, Shape.MOST_VALUES, bits, 1 << log);
      assertThat(shape.chained()).isTrue();
      assertThat(rows(shape)).isLessThanOrEqualTo(1 << log);
      Shape larger = new Shape(kind, shape.size() + 1, bits, true);
      assertThat(rows(larger)).isGreaterThan(1 << log);
    }
  }
}
