package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.RoundRow;
import dev.fedbench.result.ScenarioResult;
import java.io.IOException;
import java.util.List;

/**
 * Where a JSON report takes its rows from: objects, one a line. A report asks for the clients
 * first, then for each scenario's rounds and other rows, scenario by scenario, each of them once.
 */
interface RowSource {

  /** Takes one row, a JSON object in one line. */
  @FunctionalInterface
  interface Lines {
    void accept(String line) throws IOException;
  }

  /** The rows that describe clients, of all scenarios. */
  void clients(Lines to) throws IOException;

  /** A scenario's rows that describe rounds. */
  void rounds(int scenario, Lines to) throws IOException;

  /** A scenario's rows of other kinds. */
  void others(int scenario, Lines to) throws IOException;

  /** Rows that a scenario had and this source has not. */
  long omitted(int scenario);

  /** The rows that a result has kept. */
  static RowSource of(BenchmarkResult result) {
    List<ScenarioResult> scenarios = result.scenarios();
    return new RowSource() {
      @Override
      public void clients(Lines to) throws IOException {
        for (int i = 0; i < scenarios.size(); i++) {
          write(i, scenarios.get(i).clientRows(), to);
        }
      }

      @Override
      public void rounds(int scenario, Lines to) throws IOException {
        write(scenario, scenarios.get(scenario).roundRows(), to);
      }

      @Override
      public void others(int scenario, Lines to) throws IOException {
        write(scenario, RowSource.others(scenarios.get(scenario)), to);
      }

      @Override
      public long omitted(int scenario) {
        return scenarios.get(scenario).rowsOmitted();
      }
    };
  }

  /** The rows that describe neither clients nor rounds. */
  static List<Row> others(ScenarioResult scenario) {
    return scenario.rows().stream()
        .filter(row -> !(row instanceof ClientRow || row instanceof RoundRow))
        .toList();
  }

  private static void write(int scenario, List<? extends Row> rows, Lines to) throws IOException {
    for (Row row : rows) {
      to.accept(JsonFormat.line(out -> RowJson.write(out, scenario, row)));
    }
  }
}
