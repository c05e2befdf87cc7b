package dev.fedbench.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that no heap would hold. */
class SmallHeapTest {

  @TempDir private Path directory;

  @Test
  void a_checkpoint_of_192_MiB_goes_through_a_heap_of_80() throws Exception {
    commitAndLoad(192L << 20, List.of(), "-Xmx80m", "-XX:MaxDirectMemorySize=16m");
  }

  /** Without the limit, sixteen threads need four times that. */
  @Test
  void what_memory_is_left_to_a_store_decides_how_many_threads_it_has() throws Exception {
    commitAndLoad(64L << 20, List.of("80"), "-Xmx96m", "-XX:MaxDirectMemorySize=16m");
  }

  @Test
  @Tag("slow")
  void a_checkpoint_of_4_GiB_goes_through_a_heap_of_512_MiB() throws Exception {
    commitAndLoad(4L << 30, List.of(), "-Xmx512m", "-XX:MaxDirectMemorySize=64m");
  }

  private void commitAndLoad(long bytes, List<String> limit, String... heap) throws Exception {
    Process child =
        ChildJvm.start(
            Streaming.class,
            List.of(heap),
            Stream.concat(
                    Stream.of(directory.resolve("store").toString(), Long.toString(bytes)),
                    limit.stream())
                .toArray(String[]::new));
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).isEqualTo("read " + bytes + System.lineSeparator());
    assertThat(child.waitFor()).isZero();
  }
}
