package dev.fedbench.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at any moment: no acknowledged commit is lost, no half of one is seen. */
class KilledProcessTest {

  @TempDir private Path directory;

  private static final StoreOptions OPTIONS =
      StoreOptions.defaults().withThreads(1).withPatience(Duration.ofSeconds(30));

  @Test
  void no_acknowledged_commit_is_lost_to_kill_9() throws Exception {
    kill(50, 21);
  }

  @Test
  @Tag("slow")
  void no_acknowledged_commit_is_lost_to_kill_9_a_thousand_times() throws Exception {
    kill(1000, 22);
  }

  /** Starting a JVM takes longest: with each, so many stores lose the one who writes to them. */
  private static final int WRITERS = 5;

  private void kill(int times, long seed) throws Exception {
    Random random = new Random(seed);
    List<Path> stores = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      stores.add(withOneCommit("store" + i));
    }
    int acknowledged = 0;
    for (int i = 0; i < times / WRITERS; i++) {
      if (i % 5 == 4) {
        shorten(stores);
      }
      acknowledged += runAndKill(stores, random.nextInt(2 * WRITERS), random.nextInt(60));
    }
    assertThat(acknowledged).as("commits in all").isGreaterThan(times);
  }

  private Path withOneCommit(String name) throws IOException {
    Path at = directory.resolve(name);
    try (WeightStore fresh = WeightStore.init(at, OPTIONS)) {
      fresh.commit(CommitRequest.of(Weights.small(0), "0"));
    }
    return at;
  }

  /** Looking at all revisions each time would take longer the longer the history is. */
  private static void shorten(List<Path> stores) throws IOException {
    for (Path at : stores) {
      try (WeightStore store = WeightStore.open(at, OPTIONS)) {
        store.setBranch("main", "main~" + (store.log("main").size() - 1));
        store.gc();
      }
    }
  }

  private static Process committing(List<Path> stores) throws IOException {
    return ChildJvm.start(
        Committing.class,
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        stores.stream().map(Path::toString).toArray(String[]::new));
  }

  /**
   * Returns how many commits were acknowledged.
   *
   * @param more commits to wait for, besides one of each store
   * @param millis to wait then
   */
  private static int runAndKill(List<Path> stores, int more, int millis) throws Exception {
    Process child = committing(stores);
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      Set<String> begun = new HashSet<>();
      while (begun.size() < stores.size() || lines.size() < stores.size() + more) {
        String line = out.readLine();
        assertThat(line).as("after %s", lines).isNotNull();
        lines.add(line);
        begun.add(line.split(" ")[0]);
      }
      Thread.sleep(millis);
      child.toHandle().destroyForcibly();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    }
    child.waitFor();
    for (int i = 0; i < stores.size(); i++) {
      String number = Integer.toString(i);
      check(
          stores.get(i),
          lines.stream()
              .map(line -> line.split(" "))
              .filter(parts -> parts[0].equals(number))
              .filter(parts -> parts.length == 3 && parts[2].length() == 64) // the last may be cut
              .map(parts -> parts[2])
              .toList());
    }
    return lines.size();
  }

  private static void check(Path at, List<String> acknowledged) throws IOException {
    try (WeightStore store = WeightStore.open(at, OPTIONS)) {
      List<Commit> log = store.log("main");
      assertThat(acknowledged).isNotEmpty();
      assertThat(log).extracting(Commit::id).containsAll(acknowledged);
      for (int i = 0; i < log.size(); i++) {
        int n = log.size() - 1 - i;
        assertThat(log.get(i).message()).isEqualTo(Integer.toString(n));
        assertThat(Weights.same(store.checkpoint("main~" + i), Weights.small(n))).isTrue();
      }
      assertThat(store.verify().problems()).isEmpty();
    }
  }

  @Test
  void a_writer_of_another_process_is_waited_for_and_its_end_ends_the_wait() throws Exception {
    Path at = withOneCommit("store");
    Process child = committing(List.of(at));
    try (BufferedReader out =
            new BufferedReader(
                new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        WeightStore reader = WeightStore.open(at, OPTIONS.readOnly())) {
      String[] first = out.readLine().split(" ");
      assertThatThrownBy(() -> WeightStore.open(at, OPTIONS.withPatience(Duration.ZERO)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("process " + child.pid());
      for (int i = 0; i < 20; i++) { // beside commits and gc of the other process
        List<Commit> log = reader.log("main");
        assertThat(log).extracting(Commit::id).contains(first[2]);
        int newest = Integer.parseInt(log.get(0).message());
        assertThat(Weights.same(reader.checkpoint(log.get(0).id()), Weights.small(newest)))
            .isTrue();
      }
    } finally {
      child.toHandle().destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    try (WeightStore mine = WeightStore.open(at, OPTIONS)) {
      mine.commit(CommitRequest.of(Weights.small(1), "mine"));
    }
  }
}
