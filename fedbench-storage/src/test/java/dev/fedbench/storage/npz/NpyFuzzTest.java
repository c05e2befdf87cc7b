package dev.fedbench.storage.npz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.storage.TensorInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Any bytes are an array's header, which survives being written and read again, or are refused. */
class NpyFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_a_header_or_refused(byte[] bytes) throws IOException {
    TensorInfo tensor;
    try {
      tensor = NpyHeader.read("x", new ByteArrayInputStream(bytes));
    } catch (IOException expected) {
      return;
    }
    assertThat(NpyHeader.read("x", new ByteArrayInputStream(NpyHeader.write(tensor))))
        .isEqualTo(tensor);
  }

  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_an_archive_or_refused(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fuzz", ".npz");
    try {
      Files.write(file, bytes);
      try (NpzFile npz = NpzFile.open(file)) {
        npz.transferTo((tensor, offset, piece) -> {});
      }
    } catch (IOException expected) {
      // refused
    } finally {
      Files.delete(file);
    }
  }
}
