package dev.fedbench.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that are not what was written are found, named, and never handed out. */
class CorruptionTest {

  @TempDir private Path directory;

  private static final StoreOptions READ = StoreOptions.defaults().withThreads(1).readOnly();
  private static final float[] FIRST = Weights.gaussian(1, 9);

  private Path at;
  private Path pack;
  private byte[] sound;

  @BeforeEach
  void commit() throws IOException {
    at = directory.resolve("store");
    try (WeightStore store = WeightStore.init(at)) {
      store.commit(CommitRequest.of(MemoryCheckpoint.EMPTY.with("w", FIRST, 9), "first"));
      store.commit(
          CommitRequest.of(
              MemoryCheckpoint.EMPTY.with("w", Weights.nudged(FIRST, 2), 9), "second"));
    }
    pack = at.resolve("packs").resolve("pack-00000001.pack");
    sound = Files.readAllBytes(pack);
  }

  private void flip(int offset, int mask) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "rw")) {
      file.seek(offset);
      file.write(sound[offset] ^ mask);
    }
  }

  @Test
  void a_change_of_any_byte_of_a_pack_is_found() throws Exception {
    assertThat(sound).hasSizeBetween(500, 3000);
    for (int i = 0; i < sound.length; i++) {
      flip(i, 1 << i % 8);
      try (WeightStore store = WeightStore.open(at, READ)) {
        assertThat(store.verify().problems())
            .as("byte %d", i)
            .isNotEmpty()
            .anyMatch(problem -> problem.contains("pack-00000001.pack"));
        for (String revision : List.of("main", "main~1")) {
          readsRightOrNotAtAll(store, revision);
        }
      } finally {
        flip(i, 0);
      }
    }
    try (WeightStore store = WeightStore.open(at, READ)) {
      assertThat(store.verify().problems()).isEmpty();
    }
  }

  private static void readsRightOrNotAtAll(WeightStore store, String revision) {
    float[] expected = revision.equals("main") ? Weights.nudged(FIRST, 2) : FIRST;
    try {
      byte[] found = store.checkpoint(revision).tensor("w").bytes();
      assertThat(found)
          .isEqualTo(Weights.bytes(MemoryCheckpoint.EMPTY.with("w", expected, 9)).get(0));
    } catch (CorruptStoreException e) {
      assertThat(e).hasMessageContaining("pack-00000001.pack");
    } catch (IOException e) {
      throw new AssertionError("damage is told as such", e);
    }
  }

  @Test
  void a_load_names_pack_record_and_tensor() throws Exception {
    flip(PAYLOAD, 1);
    try (WeightStore store = WeightStore.open(at, READ)) {
      assertThatThrownBy(() -> store.checkpoint("main~1").tensor("w").bytes())
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("tensor 'w' of commit")
          .hasMessageContaining("pack-00000001.pack, record at byte 32 (chunk ")
          .hasMessageContaining("checksum of its payload");
      assertThat(store.verify().problems())
          .anyMatch(problem -> problem.matches("tensor 'w' of [0-9a-f]{64} \\(branch/main\\) .*"));
    }
  }

  /** Behind the header of the pack and the head of its first record. */
  private static final int PAYLOAD = 32 + 52 + 10;

  @Test
  void a_store_with_a_damaged_pack_takes_commits_and_refuses_a_gc() throws Exception {
    flip(33, 1);
    try (WeightStore store = WeightStore.open(at)) {
      store.commit(CommitRequest.of(Weights.small(5), "third"));
      assertThat(Weights.same(store.checkpoint("main"), Weights.small(5))).isTrue();
      assertThatThrownBy(store::gc)
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("pack-00000001.pack");
    }
    assertThat(at.resolve("packs").toFile().list()).hasSize(2);
  }

  @Test
  void a_pack_that_is_shorter_or_missing_is_told() throws Exception {
    for (int length = sound.length - 1; length >= 0; length -= 97) {
      Files.write(pack, Arrays.copyOf(sound, length));
      try (WeightStore store = WeightStore.open(at, READ)) {
        assertThat(store.verify().problems()).as("%d bytes", length).isNotEmpty();
      }
    }
    Files.delete(pack);
    try (WeightStore store = WeightStore.open(at, READ)) {
      assertThat(store.verify().problems()).anyMatch(problem -> problem.contains("missing"));
      assertThatThrownBy(() -> store.checkpoint("main"))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("pack-00000001.pack");
    }
  }

  @Test
  void a_change_of_any_byte_of_the_manifest_is_found() throws Exception {
    Path manifest = at.resolve("MANIFEST");
    byte[] bytes = Files.readAllBytes(manifest);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Files.write(manifest, changed);
      assertThatThrownBy(() -> WeightStore.open(at, READ))
          .as("byte %d", i)
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("MANIFEST");
    }
  }
}
