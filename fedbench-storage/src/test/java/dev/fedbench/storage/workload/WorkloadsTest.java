package dev.fedbench.storage.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The checksums are of the script that defines the workloads, run with numpy 2.4.6: SHA-256 over
 * the elements of all tensors of all models in order.
 */
class WorkloadsTest {

  private static String checksum(List<Tensor> tensors) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Tensor tensor : tensors) {
      int chunk = 10_000 * tensor.dtype().bytes();
      for (long at = 0; at < tensor.bytes(); at += chunk) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(chunk, tensor.bytes() - at));
        tensor.read(at / tensor.dtype().bytes(), bytes);
        digest.update(bytes.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Workload named(String name) {
    return Workloads.all().stream().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
  }

  private static void expect(Workload workload, String sha256) throws Exception {
    assertThat(checksum(workload.models().stream().flatMap(m -> m.tensors().stream()).toList()))
        .isEqualTo(sha256);
  }

  @Test
  void coralbench_is_the_script_s() throws Exception {
    Workload workload = Workloads.coralbench();
    assertThat(workload.models()).hasSize(18);
    expect(workload, "2f5cfa435dd944bab64d22636e257f91d685bb60ed29a87f8e7548bbf65d5720");
  }

  @Test
  void special_is_the_script_s() throws Exception {
    expect(Workloads.special(), "7635a8a6f1d0ae5777d4c5a101bb5399ffbedd539b4d18425cd920b3d75ff3de");
  }

  @Test
  void the_first_layers_of_near_models_are_the_script_s() throws Exception {
    List<Model> similar = Workloads.similar(1).models();
    assertThat(checksum(similar.get(0).tensors()))
        .isEqualTo("303058421563ec1562ed12d4a01c313d6521a7551a2cceecdfccb2384bef6089");
    assertThat(checksum(similar.get(1).tensors()))
        .isEqualTo("2cb63d64e3f59b29267e38459fa59c6c8151a73741e580e027c82e53cfc469ff");
    List<Model> rounded = Workloads.bf16similar(1).models();
    assertThat(checksum(rounded.get(0).tensors()))
        .isEqualTo("79c61864f60d75a0f420b56d564c5893c91ed10d05f48761b9018c989fa69397");
    assertThat(checksum(rounded.get(1).tensors()))
        .isEqualTo("fd1addf5e8ff0434a44ab2ea8793c1cdb5f316f39354133f73e3773bd0d82c65");
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "similar, 0c26ac7a4f23e5b88811f1fe03c3d3cd48b721c970bab493dc98122aa8575d18",
    "transfer, 99c3e2461237a713fee1d55e8c9527bb46ad1af29ba3a93e4b16d6872270aecf",
    "mixed, 094fbebff483a06001e6feb0cd1545a96cb6c122421d3b3dfae8735c85445f2b",
    "bf16similar, 932edfccf2f5a23b79969308063de2a4ea574749db969f30b8252c63afe73e50"
  })
  void whole_workloads_are_the_script_s(String name, String sha256) throws Exception {
    expect(named(name), sha256);
  }

  @Test
  void names_and_sizes_are_those_of_the_files() {
    assertThat(Workloads.mixed(1).models().stream().map(Model::name))
        .containsExactly("base", "ft", "ct", "tl", "copy1", "copy2", "other");
    assertThat(Workloads.transfer(1).models().get(1).tensors().stream().map(Tensor::name))
        .containsExactly("h.0.w", "head");
    assertThat(Workloads.bf16similar(1).bytes()).isEqualTo(4 * 2 * 512 * 1024);
  }

  @Test
  void a_tensor_can_be_read_from_anywhere() {
    Tensor tensor = Workloads.similar(1).models().get(1).tensors().get(0);
    ByteBuffer whole = ByteBuffer.allocate(4_000);
    tensor.read(0, whole);
    ByteBuffer part = ByteBuffer.allocate(400);
    tensor.read(700, part);
    assertThat(part.flip()).isEqualTo(whole.slice(2_800, 400));
  }

  @Test
  void reading_past_the_end_is_refused() {
    Tensor tensor = new Tensor("t", Dtype.F32, List.of(3L), i -> i);
    assertThatThrownBy(() -> tensor.read(1, ByteBuffer.allocate(12)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 bytes from element 1 on, of 3 of 4 bytes");
    assertThatThrownBy(() -> tensor.read(0, ByteBuffer.allocate(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "3f800000, 3f80", // 1
    "3f808000, 3f80", // halfway, down to even
    "3f818000, 3f82", // halfway, up to even
    "3f808001, 3f81",
    "7f7fffff, 7f80", // beyond the largest
    "7f800001, 7fc0", // NaN stays one
    "ff812345, ffc1",
    "80000000, 8000"
  })
  void bfloat16_rounds_halves_to_even(String bits, String expected) {
    short rounded = Bfloat16.of(Integer.parseUnsignedInt(bits, 16));
    assertThat(Integer.toHexString(rounded & 0xffff)).isEqualTo(expected);
  }

  @Test
  void seeds_are_fnv_1a() {
    assertThat(Streams.seed("a")).isEqualTo(0xaf63dc4c8601ec8cL); // the reference's test vector
    assertThat(Streams.seed("foo", "bar")).isNotEqualTo(Streams.seed("foobar"));
  }

  @Test
  void sums_by_pairs_are_near_plain_sums() {
    for (int count : new int[] {0, 1, 7, 8, 9, 128, 129, 1_000, 5_003}) {
      double plain = 0;
      for (int i = 0; i < count; i++) {
        plain += 1.0 / (i + 1);
      }
      assertThat(Pairwise.sum(i -> 1.0 / (i + 1), 0, count))
          .isCloseTo(plain, org.assertj.core.data.Offset.offset(1e-12));
    }
  }
}
