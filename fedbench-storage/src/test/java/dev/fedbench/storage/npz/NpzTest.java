package dev.fedbench.storage.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NpzTest {

  @TempDir private Path directory;

  private static final String PLAIN = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";

  private static byte[] npy(int version, String dict, int dataBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    int length = dict.length() + 1;
    out.write(length);
    out.write(length >> 8);
    if (version > 1) {
      out.write(0);
      out.write(0);
    }
    out.writeBytes((dict + "\n").getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(new byte[dataBytes]);
    return out.toByteArray();
  }

  private Path zip(String entry, byte[] content) throws IOException {
    Path path = directory.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
      zip.closeEntry();
    }
    return path;
  }

  @Test
  void arrays_come_back_through_a_file_and_the_store() throws Exception {
    MemoryCheckpoint weights =
        Weights.large(1)
            .with(TensorInfo.of("scalar", Dtype.F64), new byte[] {1, 2, 3, 4, 5, 6, 7, 8})
            .with(TensorInfo.of("empty", Dtype.I16, 3, 0), new byte[0])
            .with(TensorInfo.of("layer/weight", Dtype.BOOL, 2), new byte[] {0, 1});
    Path path = directory.resolve("w.npz");
    try (OutputStream out = Files.newOutputStream(path)) {
      Npz.write(weights, out);
    }
    try (NpzFile file = NpzFile.open(path);
        WeightStore store = WeightStore.init(directory.resolve("store"))) {
      assertThat(Weights.same(file, weights)).isTrue();
      store.commit(CommitRequest.of(file, "from NumPy"));
      assertThat(Weights.same(store.checkpoint("main"), weights)).isTrue();
    }
  }

  @Test
  void both_versions_and_any_order_of_keys_are_read() throws Exception {
    for (int version : new int[] {1, 2}) {
      try (NpzFile file = NpzFile.open(zip("x.npy", npy(version, PLAIN, 8)))) {
        assertThat(file.tensors()).containsExactly(TensorInfo.of("x", Dtype.F32, 2));
      }
    }
    String odd = "{'shape': (2, 3), 'fortran_order':False,'descr': '|u1'}";
    try (NpzFile file = NpzFile.open(zip("x.npy", npy(1, odd, 6)))) {
      assertThat(file.tensors()).containsExactly(TensorInfo.of("x", Dtype.U8, 2, 3));
    }
    String python2 = "{'shape': (2L,), 'fortran_order':False,'descr': '<i1'}";
    try (NpzFile file = NpzFile.open(zip("x.npy", npy(1, python2, 2)))) {
      assertThat(file.tensors()).containsExactly(TensorInfo.of("x", Dtype.I8, 2));
    }
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("x.txt", npy(1, PLAIN, 8), "no .npy array"),
        Arguments.of("x.npy", new byte[3], "no .npy array"),
        Arguments.of("x.npy", npy(3, PLAIN, 8), "version 3"),
        Arguments.of("x.npy", npy(1, PLAIN.replace("False", "True"), 8), "Fortran"),
        Arguments.of("x.npy", npy(1, PLAIN.replace("<", ">"), 8), "'>f4'"),
        Arguments.of("x.npy", npy(1, PLAIN.replace("<f4", "|O"), 8), "'|O'"),
        Arguments.of("x.npy", npy(1, PLAIN.replace("(2,)", "(-2,)"), 8), "expected a dict"),
        Arguments.of("x.npy", npy(1, PLAIN.replace("(2,)", "(2,,)"), 8), "expected a dict"),
        Arguments.of("x.npy", npy(1, PLAIN.replace("(2,)", "'a'"), 8), "expected a dict"),
        Arguments.of("x.npy", npy(1, PLAIN.replace("'shape'", "'descr'"), 8), "expected a dict"),
        Arguments.of("x.npy", npy(1, "{}", 8), "expected a dict"),
        Arguments.of(
            "x.npy", npy(1, PLAIN.replace("(2,)", "(99999999999, 99999999999)"), 8), "more than"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("refused")
  void what_is_no_plain_array_is_refused_with_a_reason(String entry, byte[] bytes, String reason)
      throws Exception {
    Path path = zip(entry, bytes);
    assertThatThrownBy(() -> NpzFile.open(path))
        .isInstanceOf(NpzException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void a_bomb_is_cut_off_where_its_header_says_that_it_ends() throws Exception {
    Path path = zip("x.npy", npy(1, PLAIN, 64 << 20));
    assertThat(Files.size(path)).isLessThan(1 << 17);
    try (NpzFile file = NpzFile.open(path);
        WeightStore store = WeightStore.init(directory.resolve("store"))) {
      assertThatThrownBy(() -> store.commit(CommitRequest.of(file, "bomb")))
          .hasMessageContaining("more than its 8 bytes");
      assertThatThrownBy(() -> file.transferTo((tensor, offset, bytes) -> {}))
          .hasMessageContaining("more than its 8 bytes");
    }
  }

  @Test
  void bfloat16_is_not_written_for_numpy() {
    MemoryCheckpoint weights =
        MemoryCheckpoint.EMPTY.with(TensorInfo.of("w", Dtype.BF16, 1), new byte[2]);
    assertThatThrownBy(() -> Npz.write(weights, OutputStream.nullOutputStream()))
        .isInstanceOf(NpzException.class)
        .hasMessageContaining("safetensors");
  }

  @Test
  void what_is_no_archive_is_refused() throws Exception {
    Path path = Files.write(directory.resolve("no.npz"), new byte[100]);
    assertThatThrownBy(() -> NpzFile.open(path)).isInstanceOf(NpzException.class);
  }
}
