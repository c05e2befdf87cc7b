package dev.fedbench.core.fl.coordinator;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.proof.QuantizedUpdate;
import java.nio.FloatBuffer;

/** The values of an update that has passed every check. */
sealed interface CheckedUpdate {

  /** Adds it to an aggregation. */
  void addTo(Aggregation aggregation, long examples);

  /** A copy of its values, in the model's unit. */
  float[] toFloats();

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

    @Override
    public float[] toFloats() {
      float[] floats = new float[values.remaining()];
      values.duplicate().get(floats);
      return floats;
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

    @Override
    public float[] toFloats() {
      float[] floats = new float[values.values().length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) ((double) values.values()[i] / values.scale());
      }
      return floats;
    }
  }
}
