package dev.fedbench.core.fl.archive;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.KeptUpdate;
import dev.fedbench.fl.ModelArchive;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.QuantizedUpdate;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes the models of a run again: from the first one, and the accepted updates in their order, by
 * the run's aggregator. Each must be the one that was kept, bit by bit.
 *
 * @param versions that were kept
 * @param replayed versions that came out as they were kept, the first among them
 * @param updates that were used
 * @param problem where the replay ended, if it did not come to the last version
 */
public record Replay(int versions, int replayed, int updates, Optional<String> problem) {

  /**
   * How proven updates were quantised.
   *
   * @param bits of a value
   * @param scale what a value was divided by
   */
  public record Quantisation(int bits, long scale) {

    /** A float has room for so many bits of a whole number: with more, the sums are not exact. */
    private static final int EXACT_BITS = 24;

    private void add(Aggregation aggregation, Tensors delta, long examples) {
      int[] values = new int[delta.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (int) Math.rint((double) delta.values()[i] * scale);
      }
      aggregation.add(new QuantizedUpdate(values, bits, scale), examples);
    }

    private boolean exact() {
      return bits <= EXACT_BITS;
    }
  }

  /**
   * Replays an archive that holds models and updates.
   *
   * @param aggregator the run's own
   * @param quantisation of a run with proofs
   */
  public static Replay of(
      ModelArchive archive, Aggregator aggregator, Optional<Quantisation> quantisation)
      throws IOException {
    List<Long> versions = archive.versions();
    List<KeptUpdate> updates = archive.updates();
    if (versions.isEmpty()) {
      return new Replay(0, 0, 0, Optional.of("no model was kept"));
    }
    int used = 0;
    for (int i = 1; i < versions.size(); i++) {
      Tensors before = archive.model(versions.get(i - 1)).orElseThrow();
      Tensors after = archive.model(versions.get(i)).orElseThrow();
      Aggregation aggregation = aggregator.begin(before.layout());
      boolean same = false;
      while (!same && used < updates.size()) {
        KeptUpdate update = updates.get(used);
        add(aggregation, archive.delta(update).orElseThrow(), update.examples(), quantisation);
        used++;
        same = Arrays.equals(next(before, aggregation.step()), after.values());
      }
      if (!same) {
        return new Replay(
            versions.size(),
            i,
            used,
            Optional.of(
                "version %d does not follow from version %d and the updates that were kept"
                    .formatted(versions.get(i), versions.get(i - 1))));
      }
    }
    return new Replay(versions.size(), versions.size(), used, Optional.empty());
  }

  private static void add(
      Aggregation aggregation, Tensors delta, long examples, Optional<Quantisation> quantisation) {
    if (quantisation.isPresent() && quantisation.get().exact()) {
      quantisation.get().add(aggregation, delta, examples);
    } else {
      aggregation.add(FloatBuffer.wrap(delta.values()), examples);
    }
  }

  private static float[] next(Tensors before, double[] step) {
    float[] after = new float[step.length];
    for (int i = 0; i < after.length; i++) {
      after[i] = (float) (before.values()[i] + step[i]);
    }
    return after;
  }
}
