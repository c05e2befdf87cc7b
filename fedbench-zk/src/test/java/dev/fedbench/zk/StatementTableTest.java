package dev.fedbench.zk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.zk.circuit.UpdateCircuit;
import dev.fedbench.zk.r1cs.R1cs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of circuits in docs/statement.md is what the circuits are, built and counted. */
class StatementTableTest {

  private static final String HEAD = "| kind | values | circuit | constraints | domain | proofs |";

  private static List<String> table() {
    List<String> lines = new ArrayList<>(List.of(HEAD, "|---|---|---|---|---|---|"));
    for (ProofKind kind : ProofKind.values()) {
      for (int values : new int[] {1, 11, 101, 1_001, 10_001}) {
        lines.add(line(kind, values));
      }
    }
    return lines;
  }

  private static String line(ProofKind kind, int values) {
    Groth16Circuit circuit =
        (Groth16Circuit) new Groth16ProofSystem().circuit(new CircuitSpec(kind, values, 16));
    R1cs system = new UpdateCircuit(circuit.circuit().shape()).constraints();
    int rows = system.constraints() + system.publics() + 1;
    int domain = Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
    return String.format(
        Locale.ROOT,
        "| `%s` | %,d | `%s` | %,d | 2^%d | %d |",
        kind.name().toLowerCase(Locale.ROOT),
        values,
        circuit.id(),
        system.constraints(),
        domain,
        circuit.proofs());
  }

  @Test
  void the_documents_table_of_circuits_is_true() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "statement.md"));
    int head = lines.indexOf(HEAD);
    assertThat(head).as("the table's head").isNotNegative();
    List<String> expected = table();
    assertThat(lines.subList(head, head + expected.size())).isEqualTo(expected);
    assertThat(lines.get(head + expected.size())).as("what follows").isEmpty();
  }
}
