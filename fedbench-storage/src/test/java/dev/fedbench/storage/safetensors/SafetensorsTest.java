package dev.fedbench.storage.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {

  @TempDir private Path directory;

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(Long.BYTES + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (int i = 0; i < dataBytes; i++) {
      file.put((byte) i);
    }
    return file.array();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("file.safetensors"), bytes);
  }

  /** A header as others write it: another order than the data, spaces, escapes, unknown fields. */
  private static final String FOREIGN =
      """
      {"b": {"data_offsets": [4, 10], "shape": [3], "dtype": "BF16", "extra": [1, {"x": null}]},
       "__metadata__": {"format": "pt", "\\u00e9\\n": "\\"x\\""},
       "a\\/\\u0062": {"dtype": "F32", "shape": [], "data_offsets": [0, 4]}, \
      "e": {"dtype":"I64","shape":[2,0],"data_offsets":[10,10]}}   \s""";

  @Test
  void a_file_comes_back_from_the_store_byte_by_byte() throws Exception {
    byte[] original = file(FOREIGN, 10);
    Path checkout = directory.resolve("out.safetensors");
    try (WeightStore store = WeightStore.init(directory.resolve("store"));
        SafetensorsFile file = SafetensorsFile.open(write(original))) {
      assertThat(file.tensors())
          .extracting(TensorInfo::toString)
          .containsExactly("a/b F32[]", "b BF16[3]", "e I64[2, 0]");
      assertThat(file.metadata()).containsEntry("é\n", "\"x\"").containsEntry("format", "pt");
      store.commit(CommitRequest.of(file, "from a file"));
      Safetensors.write(store.checkpoint("main"), checkout);
    }
    assertThat(checkout).hasBinaryContent(original);
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("store", "file.safetensors", "out.safetensors");
  }

  @Test
  void what_was_not_a_file_is_written_as_one_and_read_again() throws Exception {
    MemoryCheckpoint weights =
        Weights.large(1)
            .with(TensorInfo.of("\"\\\u0001 \uD83D\uDE00", Dtype.BOOL, 2, 1), new byte[2])
            .withMetadata("format", "pt");
    Path path = directory.resolve("w.safetensors");
    Safetensors.write(weights, path);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.tensors()).isEqualTo(weights.tensors());
      assertThat(file.metadata()).isEqualTo(weights.metadata());
      List<byte[]> bytes = Weights.bytes(file);
      for (int i = 0; i < bytes.size(); i++) {
        assertThat(bytes.get(i)).isEqualTo(Weights.bytes(weights).get(i));
      }
    }
    long header =
        ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
  }

  @Test
  void an_attachment_that_does_not_describe_the_tensors_is_not_used() throws Exception {
    byte[] original = file(FOREIGN, 10);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SafetensorsFile file = SafetensorsFile.open(write(original))) {
      Safetensors.write(new Renamed(file), out);
    }
    Path again = write(out.toByteArray());
    try (SafetensorsFile file = SafetensorsFile.open(again)) {
      assertThat(file.tensors()).extracting(TensorInfo::name).containsExactly("x0", "x1", "x2");
    }
  }

  static Stream<Arguments> hostile() {
    String f32 = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%s]}";
    return Stream.of(
        Arguments.of("no header", new byte[0], "header has no bytes"),
        Arguments.of("cut off", new byte[7], "header has no bytes"),
        Arguments.of("longer than the file", le(Long.MAX_VALUE), "expected 2 to"),
        Arguments.of("negative", le(-1), "18446744073709551615"),
        Arguments.of("100 MB and one", le(100_000_001), "expected 2 to"),
        Arguments.of("empty header", le(0), "expected 2 to"),
        Arguments.of("data missing", file("{\"a\":" + f32.formatted("0,4") + "}", 3), "expected"),
        Arguments.of("data left over", file("{}", 1), "the file has 11 bytes; expected 10"),
        Arguments.of("hole", file("{\"a\":" + f32.formatted("4,8") + "}", 8), "starts at byte 4"),
        Arguments.of(
            "overlap",
            file("{\"a\":" + f32.formatted("0,4") + ",\"b\":" + f32.formatted("2,6") + "}", 6),
            "overlap"),
        Arguments.of(
            "backwards", file("{\"a\":" + f32.formatted("4,0") + "}", 4), "is at bytes 4 to 0"),
        Arguments.of(
            "huge offset",
            file("{\"a\":" + f32.formatted("0,99999999999999999999") + "}", 4),
            "above 2^63"),
        Arguments.of(
            "shape overflow",
            file(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,2],\"data_offsets\":[0,0]}}",
                0),
            "more than 68719476736 bytes"),
        Arguments.of(
            "negative dimension",
            file("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4),
            "whole number"),
        Arguments.of(
            "fraction",
            file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", 4),
            "whole number"),
        Arguments.of(
            "dtype",
            file("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1),
            "F8_E4M3"),
        Arguments.of(
            "twice",
            file("{\"a\":" + f32.formatted("0,4") + ",\"a\":" + f32.formatted("4,8") + "}", 8),
            "'a' is there twice"),
        Arguments.of(
            "many dimensions",
            file(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":["
                    + "1,".repeat(32)
                    + "1],\"data_offsets\":[0,4]}}",
                4),
            "more than 32 dimensions"),
        Arguments.of(
            "deep",
            file("{\"a\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}", 0),
            "nested deeper"),
        Arguments.of("no object", file("[]", 0), "expected '{'"),
        Arguments.of("two objects", file("{}{}", 0), "more follows"),
        Arguments.of("no fields", file("{\"a\":{\"dtype\":\"F32\"}}", 0), "needs dtype"),
        Arguments.of("no end of a string", file("{\"a", 0), "without an end"),
        Arguments.of("an escape at the end", file("{\"a\\", 0), "without an end"),
        Arguments.of("half an escape", file("{\"\\u12\":1}", 0), "four hexadecimal digits"),
        Arguments.of(
            "half a pair", file("{\"\\ud800\":" + f32.formatted("0,4") + "}", 4), "surrogate"),
        Arguments.of(
            "metadata of numbers", file("{\"__metadata__\":{\"a\":1}}", 0), "expected '\"'"),
        Arguments.of(
            "not UTF-8",
            new byte[] {5, 0, 0, 0, 0, 0, 0, 0, '{', '"', (byte) 0xff, '"', '}'},
            "not UTF-8"));
  }

  private static byte[] le(long value) {
    return ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void a_hostile_file_is_refused_with_a_reason(String name, byte[] bytes, String reason)
      throws Exception {
    Path path = write(bytes);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void names_that_look_like_paths_are_names() throws Exception {
    String spot = "{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[%d,%d]}";
    byte[] bytes =
        file(
            "{\"/etc/passwd\":%s,\"../../x\":%s}"
                .formatted(spot.formatted(0, 1), spot.formatted(1, 2)),
            2);
    try (WeightStore store =
            WeightStore.init(directory.resolve("store"), StoreOptions.defaults().withThreads(1));
        SafetensorsFile file = SafetensorsFile.open(write(bytes))) {
      store.commit(CommitRequest.of(file, "paths"));
      assertThat(store.checkpoint("main").tensor("../../x").bytes()).containsExactly(1);
    }
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("store", "file.safetensors");
  }

  @Test
  @Tag("slow")
  void a_million_names_are_a_header_like_any_other() throws Exception {
    names(1_000_000);
  }

  @Test
  void fifty_thousand_names_are_a_header_like_any_other() throws Exception {
    names(50_000);
  }

  private void names(int count) throws IOException {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      json.append(i == 0 ? "" : ",")
          .append("\"n")
          .append(i)
          .append("\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[")
          .append(i)
          .append(',')
          .append(i + 1)
          .append("]}");
    }
    Path path = write(file(json.append('}').toString(), count));
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.tensors()).hasSize(count);
    }
  }

  private record Renamed(SafetensorsFile file) implements CheckpointSource {
    @Override
    public List<TensorInfo> tensors() {
      List<TensorInfo> all = file.tensors();
      return all.stream()
          .map(t -> new TensorInfo("x" + all.indexOf(t), t.dtype(), t.shape()))
          .toList();
    }

    @Override
    public InputStream open(TensorInfo tensor) throws IOException {
      return file.open(file.tensors().get(tensors().indexOf(tensor)));
    }

    @Override
    public Map<String, byte[]> attachments() {
      return file.attachments();
    }
  }
}
