package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.result.BenchmarkResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Any bytes are a result, which then survives another round trip, or an IOException. */
class JsonResultsFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_a_result_or_an_IOException(byte[] bytes) throws IOException {
    BenchmarkResult result;
    try {
      result = JsonResults.read(new ByteArrayInputStream(bytes));
    } catch (IOException expected) {
      assertThat(expected).hasMessageContaining("line");
      return;
    }
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    JsonReport.write(result, RowSource.of(result), again);
    assertThat(JsonResults.read(new ByteArrayInputStream(again.toByteArray()))).isEqualTo(result);
  }
}
