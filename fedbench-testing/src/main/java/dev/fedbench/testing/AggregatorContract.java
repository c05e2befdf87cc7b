package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.proof.QuantizedUpdate;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every aggregator must do. Extend it and say which. */
public abstract class AggregatorContract {

  private static final TensorLayout LAYOUT =
      TensorLayout.of(TensorSpec.of("weights", 50, 50), TensorSpec.of("bias", 3));

  private record Weighted(float[] delta, long examples) {}

  /** For subclasses. */
  protected AggregatorContract() {}

  /** The aggregator under test. */
  protected abstract Aggregator aggregator();

  @Test
  void has_a_name_that_users_can_type() {
    assertThat(aggregator().name()).matches("[a-z0-9-]+");
  }

  @Test
  void without_updates_there_is_no_step() {
    Aggregation empty = aggregator().begin(LAYOUT);
    assertThat(empty.updates()).isZero();
    assertThatThrownBy(empty::step).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void equal_updates_make_a_step_that_moves_every_value_the_same_way(long seed) {
    Weighted update = draw(new Random(seed), 1).get(0);
    Aggregation aggregation = add(aggregator().begin(LAYOUT), List.of(update, update, update));
    double[] step = aggregation.step();
    assertThat(step).hasSize(LAYOUT.size());
    for (int i = 0; i < step.length; i++) {
      assertThat(Math.signum(step[i])).isEqualTo(Math.signum(update.delta[i]));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void merging_is_the_same_as_adding_and_associative(long seed) {
    List<Weighted> updates = draw(new Random(seed), 9);
    double[] all = add(aggregator().begin(LAYOUT), updates).step();
    assertClose(merge(part(updates, 0), merge(part(updates, 1), part(updates, 2))).step(), all);
    assertClose(merge(merge(part(updates, 0), part(updates, 1)), part(updates, 2)).step(), all);
  }

  @Test
  void counts_updates_through_merges() {
    List<Weighted> updates = draw(new Random(7), 9);
    assertThat(merge(part(updates, 0), part(updates, 1)).updates()).isEqualTo(6);
  }

  @Test
  void does_not_move_the_buffer_that_it_reads() {
    FloatBuffer delta = FloatBuffer.wrap(draw(new Random(8), 1).get(0).delta);
    aggregator().begin(LAYOUT).add(delta, 1);
    assertThat(delta.remaining()).isEqualTo(LAYOUT.size());
  }

  /** Up to what float32 loses: who sums whole numbers may do better, and none may do worse. */
  @ParameterizedTest
  @ValueSource(longs = {9, 10, 11})
  void quantised_updates_count_like_the_values_that_they_stand_for(long seed) {
    Random random = new Random(seed);
    Aggregation quantized = aggregator().begin(LAYOUT);
    Aggregation floats = aggregator().begin(LAYOUT);
    for (int n = 0; n < 5; n++) {
      int[] values = random.ints(LAYOUT.size(), -32_768, 32_768).toArray();
      long examples = 1 + random.nextInt(1_000);
      QuantizedUpdate update = new QuantizedUpdate(values, 16, 1_000);
      quantized.add(update, examples);
      floats.add(FloatBuffer.wrap(floats(update)), examples);
    }
    assertThat(quantized.updates()).isEqualTo(floats.updates());
    double[] expected = floats.step();
    double[] found = quantized.step();
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-4));
    }
  }

  private static float[] floats(QuantizedUpdate update) {
    float[] values = new float[update.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((double) update.values()[i] / update.scale());
    }
    return values;
  }

  private Aggregation part(List<Weighted> updates, int third) {
    return add(aggregator().begin(LAYOUT), updates.subList(3 * third, 3 * third + 3));
  }

  private static Aggregation add(Aggregation aggregation, List<Weighted> updates) {
    updates.forEach(each -> aggregation.add(FloatBuffer.wrap(each.delta), each.examples));
    return aggregation;
  }

  private static Aggregation merge(Aggregation into, Aggregation from) {
    into.merge(from);
    return into;
  }

  private static void assertClose(double[] found, double[] expected) {
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-9 + 1e-9 * Math.abs(expected[i])));
    }
  }

  private static List<Weighted> draw(Random random, int count) {
    List<Weighted> updates = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      float[] delta = new float[LAYOUT.size()];
      for (int i = 0; i < delta.length; i++) {
        delta[i] = (float) random.nextGaussian();
      }
      updates.add(new Weighted(delta, 1 + random.nextInt(1000)));
    }
    return updates;
  }
}
