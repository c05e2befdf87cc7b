package dev.fedbench.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real disk of 16 MiB (a {@code tmpfs}, which takes Linux and root to mount) that is full. {@code
 * FailingDiskTest} does the same to every operation, with a disk that only pretends.
 */
@Tag("slow")
class FullDiskTest {

  private static final StoreOptions OPTIONS = StoreOptions.defaults().withThreads(1);

  @TempDir private Path directory;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    String said;
    try {
      Process mount =
          new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString())
              .redirectErrorStream(true)
              .start();
      said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      mounted = mount.waitFor() == 0;
    } catch (IOException e) {
      said = e.getMessage();
    }
    assumeTrue(mounted, "no disk to fill: " + said);
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(new ProcessBuilder("umount", disk.toString()).start().waitFor()).isZero();
    }
  }

  /** Leaves so much room, and no more. */
  private Path fillUpTo(int room) throws IOException {
    Path filler = disk.resolve("filler");
    byte[] page = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (disk.toFile().getUsableSpace() > room) {
        out.write(page);
      }
    }
    return filler;
  }

  private static MemoryCheckpoint incompressible(long seed) {
    byte[] bytes = new byte[3 << 20];
    new Random(seed).nextBytes(bytes);
    return MemoryCheckpoint.EMPTY.with(TensorInfo.of("w", Dtype.U8, bytes.length), bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4 << 10, 64 << 10, 1 << 20, 2 << 20})
  void a_full_disk_is_told_harms_nothing_and_can_be_made_room_on(int room) throws Exception {
    Path at = disk.resolve("store");
    try (WeightStore store = WeightStore.init(at, OPTIONS)) {
      store.commit(CommitRequest.of(incompressible(1), "before"));
      Path filler = fillUpTo(room);

      for (int i = 0; i < 3; i++) { // what a failure leaves behind must not add up
        assertThatThrownBy(() -> store.commit(CommitRequest.of(incompressible(2), "too much")))
            .isInstanceOf(IOException.class)
            .hasStackTraceContaining("No space left on device");
        assertThat(disk.toFile().getUsableSpace()).isEqualTo(room);
      }
      assertSound(store, "before", 1);
      try (WeightStore reader = WeightStore.open(at, OPTIONS.readOnly())) {
        assertSound(reader, "before", 1);
      }

      Files.delete(filler);
      store.commit(CommitRequest.of(incompressible(3), "after"));
      assertSound(store, "after", 3);
    }
    try (WeightStore store = WeightStore.open(at, OPTIONS)) {
      assertSound(store, "after", 3);
      assertThat(Weights.same(store.checkpoint("main~1"), incompressible(1))).isTrue();
      assertThat(store.log("main")).extracting(Commit::message).containsExactly("after", "before");
    }
  }

  private static void assertSound(WeightStore store, String message, long seed) throws IOException {
    assertThat(store.log("main").get(0).message()).isEqualTo(message);
    assertThat(Weights.same(store.checkpoint("main"), incompressible(seed))).isTrue();
    assertThat(store.verify().problems()).isEmpty();
  }
}
