package dev.fedbench.core.fl.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.metric.FederatedMetrics;
import org.junit.jupiter.api.Test;

class SampleLogTest {

  @Test
  void samples_beyond_those_that_are_kept_are_counted() {
    SampleLog log = new SampleLog();
    for (int i = 0; i < SampleLog.MAX_SAMPLES; i++) {
      log.sample(FederatedMetrics.MODEL_UPDATE, i);
    }
    assertThat(log.leftOut()).isZero();
    log.sample(FederatedMetrics.MODEL_UPDATE, -1);
    log.sample(FederatedMetrics.MODEL_UPDATE, -2);
    log.sample(FederatedMetrics.ROUND, 1);
    assertThat(log.leftOut()).isEqualTo(2);
    assertThat(log.samples().get("model.update"))
        .hasSize(SampleLog.MAX_SAMPLES)
        .endsWith(SampleLog.MAX_SAMPLES - 1);
    assertThat(log.samples().get("round.duration")).containsExactly(1);
  }
}
