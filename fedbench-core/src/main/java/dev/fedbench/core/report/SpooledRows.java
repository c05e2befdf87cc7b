package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Plan;
import dev.fedbench.result.RoundRow;
import dev.fedbench.result.ScenarioResult;
import java.io.IOException;
import java.nio.file.Path;

/** All rows of a run as JSON, in scratch files: one for each place that they have in a report. */
final class SpooledRows extends RunRows {

  private final RowSpool clients;
  private final RowSpool rounds;
  private final RowSpool others;
  private int last;

  SpooledRows(Plan plan, Path directory) throws IOException {
    super(plan);
    clients = new RowSpool(directory);
    rounds = new RowSpool(directory);
    others = new RowSpool(directory);
  }

  @Override
  void keep(int scenario, Row row) throws IOException {
    if (scenario < last) {
      throw new IOException(
          "a row of scenario %d after rows of scenario %d; expected them in order"
              .formatted(scenario, last));
    }
    last = scenario;
    RowSpool spool = row instanceof ClientRow ? clients : row instanceof RoundRow ? rounds : others;
    spool.add(scenario, row);
  }

  /** The rows, to be read once, for the report of this result. */
  RowSource source(BenchmarkResult result) throws IOException {
    clients.rewind();
    rounds.rewind();
    others.rewind();
    return new RowSource() {
      @Override
      public void clients(Lines to) throws IOException {
        clients.read(clients.count(), to);
      }

      @Override
      public void rounds(int scenario, Lines to) throws IOException {
        rounds.read(rounds.count(scenario), to);
      }

      @Override
      public void others(int scenario, Lines to) throws IOException {
        others.read(others.count(scenario), to);
      }

      @Override
      public long omitted(int scenario) {
        ScenarioResult whole = result.scenarios().get(scenario);
        long had = whole.rows().size() + whole.rowsOmitted();
        long here = clients.count(scenario) + rounds.count(scenario) + others.count(scenario);
        return Math.max(0, had - here);
      }
    };
  }

  @Override
  void release() throws IOException {
    try (clients;
        rounds;
        others) {
      // closing them is all
    }
  }
}
