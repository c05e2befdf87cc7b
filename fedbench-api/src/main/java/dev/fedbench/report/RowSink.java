package dev.fedbench.report;

import dev.fedbench.metric.Row;
import java.io.IOException;

/** Takes all rows of a run while it runs. Called by one thread at a time. */
public interface RowSink extends AutoCloseable {

  /** Drops everything. */
  RowSink NONE = (scenario, row) -> {};

  /**
   * Takes one row.
   *
   * @param scenario the index of the scenario in the plan, from 0; never smaller than before, for
   *     scenarios run one after the other
   */
  void accept(int scenario, Row row) throws IOException;

  /**
   * Ends the stream, before {@link Reporter#report}. Idempotent. A sink whose report never comes
   * releases everything here.
   */
  @Override
  default void close() throws IOException {}
}
