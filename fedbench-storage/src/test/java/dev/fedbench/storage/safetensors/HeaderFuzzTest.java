package dev.fedbench.storage.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.TensorInfo;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a header, which then survives being written and read again, or are refused. */
class HeaderFuzzTest {

  static Stream<byte[]> seeds() {
    return Stream.of(
            "{}",
            "{\"__metadata__\":{\"a\":\"\\u00e9\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}",
            "{\"a\":{\"dtype\":\"BOOL\",\"shape\":[],\"data_offsets\":[0,1],\"x\":[{},-1.5e3,true,null]}} ",
            "{\"a\":{\"x\":n;ull}}",
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},\"b\":{}}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_a_header_or_refused(byte[] bytes) throws Exception {
    Header header;
    try {
      header = HeaderParser.parse(bytes);
    } catch (SafetensorsException expected) {
      assertThat(expected.getMessage()).isNotBlank().doesNotEndWith(": null");
      return;
    }
    assertThat(HeaderParser.parse(Header.write(new Described(header)))).isEqualTo(header);
  }

  private record Described(Header header) implements CheckpointSource {
    @Override
    public List<TensorInfo> tensors() {
      return header.tensors();
    }

    @Override
    public Map<String, String> metadata() {
      return header.metadata();
    }

    @Override
    public InputStream open(TensorInfo tensor) {
      throw new UnsupportedOperationException();
    }
  }
}
