package dev.fedbench.core.fl.coordinator;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.proof.QuantizedUpdate;
import java.nio.FloatBuffer;

/** The values of an update that has passed every check. */
sealed interface CheckedUpdate {

  /** Adds it to an aggregation. */
  void addTo(Aggregation aggregation, long examples);

  /**
   * One without a proof.
   *
   * @param values shared with the message
   */
  record Plain(FloatBuffer values) implements CheckedUpdate {
    @Override
    public void addTo(Aggregation aggregation, long examples) {
      aggregation.add(values, examples);
    }
  }

  /**
   * One whose proof was verified, which took so long.
   *
   * @param values what was proved
   * @param cpuNanos its share, where several were verified together
   * @param together how many were, this one included
   */
  record Proven(QuantizedUpdate values, long nanos, long cpuNanos, int together)
      implements CheckedUpdate {
    @Override
    public void addTo(Aggregation aggregation, long examples) {
      aggregation.add(values, examples);
    }
  }
}
