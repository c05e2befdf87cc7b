package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.RpcMetrics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {

  @Test
  void every_metric_of_the_suite_is_defined() throws IOException, IllegalAccessException {
    String document = Files.readString(Path.of("../docs/metrics.md"));
    int metrics = 0;
    for (Field field : RpcMetrics.class.getFields()) {
      if (field.get(null) instanceof Metric metric) {
        assertThat(document).contains("`" + metric.name() + "`");
        metrics++;
      }
    }
    assertThat(metrics).isGreaterThan(20);
  }
}
