package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.fl.CheckpointSeries;
import dev.fedbench.fl.Tensors;
import dev.fedbench.spi.Extensions;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class DigitsCheckpointsTest {

  @Test
  void each_checkpoint_has_learned_something_and_is_the_same_for_the_same_seed() {
    CheckpointSeries series = Extensions.of(CheckpointSeries.class).find("digits").orElseThrow();
    Iterator<Tensors> first = series.train(7);
    Iterator<Tensors> again = series.train(7);
    Tensors before = first.next();
    assertThat(again.next().values()).isEqualTo(before.values());
    for (int i = 0; i < 2; i++) {
      Tensors next = first.next();
      assertThat(next.layout()).isEqualTo(before.layout());
      assertThat(next.values()).isNotEqualTo(before.values());
      assertThat(again.next().values()).isEqualTo(next.values());
      before = next;
    }
  }
}
