package dev.fedbench.storage.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.Commit;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.Weights;
import dev.fedbench.storage.pack.MemoryDisk;
import dev.fedbench.storage.pack.MemoryDisk.Failure;
import dev.fedbench.storage.pack.PackStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk fails, or the power, at every single operation of a commit or a gc, in every way; the
 * store must then hold all that was acknowledged, and all or nothing of what was not.
 */
class FailingDiskTest {

  private static final Path AT = Path.of("/store");
  private static final int FOREVER = Integer.MAX_VALUE;
  private static final int FEW = 2;
  private static final int MANY = 32;
  private static final long SMALL_PACK = 1 << 16;
  private static final long LARGE_PACK = 1 << 30;

  private static MemoryDisk preparedOnce;

  @BeforeAll
  static void prepareOnce() throws IOException {
    preparedOnce = prepare();
  }

  /** What is done to a store while the disk fails. */
  private interface Work {
    void on(WeightStore store) throws IOException;
  }

  private static final MemoryCheckpoint[] SMALL =
      IntStream.rangeClosed(0, 8)
          .mapToObj(i -> Weights.small(10 * i))
          .toArray(MemoryCheckpoint[]::new);

  private static final MemoryCheckpoint ROLLING =
      MemoryCheckpoint.EMPTY.with("large", Weights.gaussian(3, 30_000), 30_000);

  private static final float[] LARGER = Weights.gaussian(4, 1 << 20);

  private static final Work COMMIT = store -> store.commit(CommitRequest.of(SMALL[5], "new"));

  /** Rolls to another pack on the way. */
  private static final Work LARGE_COMMIT =
      store ->
          store.commitAll(
              List.of(CommitRequest.of(ROLLING, "rolls"), CommitRequest.of(SMALL[5], "new")));

  /** So large that it is forced while it is being written, and in one pack. */
  private static final Work LARGER_COMMIT =
      store ->
          store.commitAll(
              List.of(
                  CommitRequest.of(
                      MemoryCheckpoint.EMPTY.with("larger", LARGER, LARGER.length), "rolls"),
                  CommitRequest.of(SMALL[5], "new")));

  private static final Work GC =
      store -> {
        store.deleteBranch("gone");
        store.gc();
      };

  private static StoreOptions options(long packBytes) {
    return StoreOptions.defaults()
        .withThreads(1)
        .withPatience(Duration.ZERO)
        .withPackBytes(packBytes);
  }

  private static WeightStore open(MemoryDisk disk) throws IOException {
    return open(disk, SMALL_PACK);
  }

  private static WeightStore open(MemoryDisk disk, long packBytes) throws IOException {
    return Repository.open(disk, AT, options(packBytes), () -> {});
  }

  /** Two commits on main, and one elsewhere. */
  private static MemoryDisk prepared() throws IOException {
    return preparedOnce.copy();
  }

  private static MemoryDisk prepare() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    PackStore.create(disk, AT);
    try (WeightStore store = open(disk)) {
      store.commit(CommitRequest.of(SMALL[1], "first"));
      store.commit(CommitRequest.of(SMALL[2], "second"));
      store.commit(CommitRequest.of(SMALL[3], "elsewhere").onto("gone"));
    }
    return disk;
  }

  private static int operations(Work work) throws IOException {
    return operations(work, SMALL_PACK);
  }

  private static int operations(Work work, long packBytes) throws IOException {
    MemoryDisk disk = prepared();
    try (WeightStore store = open(disk, packBytes)) {
      disk.failAt(FOREVER, 0, Failure.REFUSED);
      work.on(store);
      return disk.operations();
    }
  }

  /** All that was acknowledged is there; what was not is there as a whole or not at all. */
  private static boolean check(MemoryDisk disk, boolean acknowledged, String where)
      throws IOException {
    try (WeightStore store = open(disk)) {
      assertThat(store.verify().problems()).as(where).isEmpty();
      List<String> log = new ArrayList<>();
      store.log("main").forEach(commit -> log.add(commit.message()));
      boolean there = log.remove("new");
      log.remove("rolls");
      assertThat(log).as(where).containsExactly("second", "first");
      assertThat(there || !acknowledged).as("%s: acknowledged commits stay", where).isTrue();
      String old = there ? store.log("main").size() == 4 ? "main~2" : "main~1" : "main";
      assertThat(Weights.same(store.checkpoint(old), SMALL[2])).as(where).isTrue();
      if (there) {
        assertThat(Weights.same(store.checkpoint("main"), SMALL[5])).as(where).isTrue();
      }
      store.commit(CommitRequest.of(SMALL[6], "and on"));
      assertThat(Weights.same(store.checkpoint("main"), SMALL[6])).as(where).isTrue();
      return there;
    }
  }

  /**
   * @param outcomes of each cut that are looked at: which unforced writes are kept is drawn
   */
  private static void cutPowerEverywhere(Work work, boolean commits, int outcomes)
      throws IOException {
    int operations = operations(work);
    assertThat(operations).isGreaterThan(5);
    int there = 0;
    int absent = 0;
    for (int at = 0; at <= operations; at++) {
      for (Failure how : Failure.values()) {
        for (int seed = 0; seed < outcomes; seed++) {
          MemoryDisk disk = prepared();
          boolean acknowledged = false;
          WeightStore store = open(disk);
          disk.failAt(at, FOREVER, how);
          try {
            work.on(store);
            acknowledged = true;
          } catch (IOException e) {
            // the power is about to go
          }
          MemoryDisk left = disk.afterPowerCut(31L * at + seed);
          String where = "cut at operation %d, %s, seed %d".formatted(at, how, seed);
          if (check(left, acknowledged && commits, where)) {
            there++;
          } else {
            absent++;
          }
        }
      }
    }
    assertThat(absent).isPositive();
    assertThat(there).isGreaterThanOrEqualTo(commits ? 1 : 0);
  }

  @Test
  void a_power_cut_at_any_operation_of_a_commit_loses_nothing_acknowledged() throws Exception {
    cutPowerEverywhere(COMMIT, true, FEW);
  }

  @Test
  void a_power_cut_at_any_operation_of_a_commit_that_rolls_packs_loses_nothing_acknowledged()
      throws Exception {
    cutPowerEverywhere(LARGE_COMMIT, true, FEW);
  }

  /** Which operation is a force that nobody waits for differs from run to run. */
  @ParameterizedTest
  @EnumSource(Failure.class)
  void a_failure_of_what_is_forced_beside_a_commit_fails_the_commit_and_loses_nothing(Failure how)
      throws Exception {
    int operations = operations(LARGER_COMMIT, LARGE_PACK);
    int failed = 0;
    for (int at = 0; at < operations; at++) {
      for (int count : new int[] {1, FOREVER}) {
        String where = "operation %d fails %d times, %s".formatted(at, count, how);
        MemoryDisk disk = prepared();
        boolean acknowledged = true;
        WeightStore store = open(disk, LARGE_PACK);
        disk.failAt(at, count, how);
        try {
          LARGER_COMMIT.on(store);
        } catch (IOException e) {
          assertThat(e).as(where).hasStackTraceContaining("no space left on device");
          acknowledged = false;
          failed++;
        }
        check(disk.afterPowerCut(at), acknowledged, where);
      }
    }
    assertThat(failed).isGreaterThan(operations);
  }

  @Test
  void a_power_cut_at_any_operation_of_a_gc_loses_nothing() throws Exception {
    cutPowerEverywhere(GC, false, FEW);
  }

  @Test
  @Tag("slow")
  void a_power_cut_at_any_operation_loses_nothing_however_it_ends() throws Exception {
    cutPowerEverywhere(COMMIT, true, MANY);
    cutPowerEverywhere(LARGE_COMMIT, true, MANY);
    cutPowerEverywhere(GC, false, MANY);
  }

  /** The process ends without a word: the operating system still has all that was written. */
  @ParameterizedTest
  @EnumSource(Failure.class)
  void a_kill_at_any_operation_leaves_whole_commits(Failure how) throws Exception {
    for (Work work : List.of(COMMIT, LARGE_COMMIT, GC)) {
      int operations = operations(work);
      for (int at = 0; at <= operations; at++) {
        MemoryDisk disk = prepared();
        boolean acknowledged = false;
        WeightStore store = open(disk);
        disk.failAt(at, FOREVER, how);
        try {
          work.on(store);
          acknowledged = work != GC;
        } catch (IOException e) {
          // killed
        }
        disk.heal();
        check(disk, acknowledged, "killed at operation %d, %s".formatted(at, how));
      }
    }
  }

  /** A disk that is full for a while: the same store goes on, or says that it must be reopened. */
  @ParameterizedTest
  @EnumSource(Failure.class)
  void a_failure_is_told_and_the_store_goes_on_when_the_disk_works_again(Failure how)
      throws Exception {
    for (Work work : List.of(COMMIT, LARGE_COMMIT)) {
      int operations = operations(work);
      int failed = 0;
      for (int at = 0; at < operations; at++) {
        for (int count : new int[] {1, FOREVER}) {
          failed += failAndGoOn(work, at, count, how);
        }
      }
      assertThat(failed).isPositive();
    }
  }

  private static int failAndGoOn(Work work, int at, int count, Failure how) throws IOException {
    String where = "operation %d fails %d times, %s".formatted(at, count, how);
    MemoryDisk disk = prepared();
    int failed = 0;
    try (WeightStore store = open(disk)) {
      disk.failAt(at, count, how);
      try {
        work.on(store);
      } catch (IOException e) {
        failed = 1;
        assertThat(e).as(where).hasStackTraceContaining("no space left on device");
      }
      disk.heal();
      List<Commit> log = store.log("main");
      if (failed == 1 && log.size() == 2) {
        assertThat(Weights.same(store.checkpoint("main"), SMALL[2])).as(where).isTrue();
      }
      try {
        store.commit(CommitRequest.of(SMALL[7], "later"));
        assertThat(Weights.same(store.checkpoint("main"), SMALL[7])).as(where).isTrue();
      } catch (StoreException e) {
        assertThat(e).as(where).hasMessageContaining("close the store and open it again");
      }
    }
    try (WeightStore store = open(disk)) {
      assertThat(store.verify().problems()).as(where).isEmpty();
      assertThat(store.log("main~1").size()).as(where).isGreaterThanOrEqualTo(1);
      store.commit(CommitRequest.of(SMALL[8], "reopened"));
    }
    return failed;
  }

  @Test
  void a_closed_store_says_so() throws Exception {
    WeightStore store = open(prepared());
    store.close();
    assertThatThrownBy(() -> store.commit(CommitRequest.of(SMALL[1], "late")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> store.checkpoint("main"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }
}
