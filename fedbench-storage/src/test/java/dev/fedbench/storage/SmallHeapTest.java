package dev.fedbench.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that no heap would hold. */
class SmallHeapTest {

  @TempDir private Path directory;

  @Test
  void a_checkpoint_of_192_MiB_goes_through_a_heap_of_96() throws Exception {
    commitAndLoad(192L << 20, "-Xmx96m", "-XX:MaxDirectMemorySize=16m");
  }

  @Test
  @Tag("slow")
  void a_checkpoint_of_4_GiB_goes_through_a_heap_of_512_MiB() throws Exception {
    commitAndLoad(4L << 30, "-Xmx512m", "-XX:MaxDirectMemorySize=64m");
  }

  private void commitAndLoad(long bytes, String... heap) throws Exception {
    Process child =
        ChildJvm.start(
            Streaming.class,
            List.of(heap),
            directory.resolve("store").toString(),
            Long.toString(bytes));
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).isEqualTo("read " + bytes + System.lineSeparator());
    assertThat(child.waitFor()).isZero();
  }
}
