package dev.fedbench.core.fl.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.core.fl.FedAvg;
import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.KeptUpdate;
import dev.fedbench.fl.Tensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArchivingTest {

  @Test
  void all_that_was_given_is_written_in_order_before_close_returns() throws Exception {
    ArchiveInMemory archive = new ArchiveInMemory();
    Archiving archiving = new Archiving(archive);
    for (int i = 1; i <= 100; i++) { // far more than wait at once
      archiving.model(i, Tensors.of("w", i));
      archiving.update(new KeptUpdate("c", i, i, 1), Tensors.of("w", -i));
    }
    archiving.close();
    archiving.close();
    assertThat(archive.closed).isTrue();
    assertThat(archive.versions()).isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
    assertThat(archive.updates()).hasSize(100);
    assertThat(archiving.models()).isEqualTo(100);
    assertThat(archiving.updates()).isEqualTo(100);
  }

  @Test
  void after_a_failure_nothing_more_is_written_and_close_tells() {
    ArchiveInMemory archive = new ArchiveInMemory();
    archive.left = 3;
    Archiving archiving = new Archiving(archive);
    for (int i = 1; i <= 50; i++) {
      archiving.model(i, Tensors.of("w", i));
    }
    assertThatThrownBy(archiving::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not kept as a whole")
        .hasMessageContaining("no space left");
    assertThat(archive.versions()).containsExactly(1L, 2L, 3L);
    assertThat(archive.closed).isTrue();
  }

  /** Two rounds of three clients, aggregated as the coordinator does. */
  private static ArchiveInMemory run() {
    ArchiveInMemory archive = new ArchiveInMemory();
    Random random = new Random(3);
    float[] weights = {0.1f, -0.2f, 0.3f, 0.4f};
    archive.models.put(1L, Tensors.of("w", weights.clone()));
    for (int round = 0; round < 2; round++) {
      Aggregation aggregation = new FedAvg().begin(archive.models.get(1L).layout());
      for (int client = 0; client < 3; client++) {
        float[] delta = new float[4];
        for (int i = 0; i < 4; i++) {
          delta[i] = (float) random.nextGaussian();
        }
        KeptUpdate update = new KeptUpdate("c" + client, round, round + 1, 7 + client);
        archive.updates.put(update, Tensors.of("w", delta));
        aggregation.add(FloatBuffer.wrap(delta), update.examples());
      }
      double[] step = aggregation.step();
      for (int i = 0; i < 4; i++) {
        weights[i] = (float) (weights[i] + step[i]);
      }
      archive.models.put(round + 2L, Tensors.of("w", weights.clone()));
    }
    return archive;
  }

  @Test
  void a_run_is_replayed_bit_by_bit() throws Exception {
    Replay replay = Replay.of(run(), new FedAvg(), Optional.empty());
    assertThat(replay).isEqualTo(new Replay(3, 3, 6, Optional.empty()));
  }

  @Test
  void a_model_that_does_not_follow_from_the_updates_is_told() throws Exception {
    ArchiveInMemory changed = run();
    float[] values = changed.models.get(3L).values().clone();
    values[2] = Math.nextUp(values[2]);
    changed.models.put(3L, Tensors.of("w", values));
    Replay replay = Replay.of(changed, new FedAvg(), Optional.empty());
    assertThat(replay.replayed()).isEqualTo(2);
    assertThat(replay.problem().orElseThrow()).contains("version 3 does not follow");

    ArchiveInMemory lost = run();
    lost.updates.remove(lost.updates().get(1));
    assertThat(Replay.of(lost, new FedAvg(), Optional.empty()).problem()).isPresent();
    assertThat(Replay.of(new ArchiveInMemory(), new FedAvg(), Optional.empty()).problem())
        .contains("no model was kept");
  }
}
