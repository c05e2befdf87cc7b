package dev.fedbench.storage;

import java.nio.file.Path;
import java.time.Duration;

/** A process that commits until it is killed, and prints what was acknowledged. */
final class Committing {

  private Committing() {}

  public static void main(String[] arguments) throws Exception {
    StoreOptions options =
        StoreOptions.defaults()
            .withThreads(1)
            .withPackBytes(1 << 18)
            .withPatience(Duration.ofSeconds(30));
    try (WeightStore store = WeightStore.open(Path.of(arguments[0]), options)) {
      for (int i = store.log("main").size(); ; i++) {
        if (i % 7 == 6) {
          store.commit(CommitRequest.of(Weights.small(-i), "lost").onto("scratch"));
          store.deleteBranch("scratch");
          store.gc();
        }
        Commit commit = store.commit(CommitRequest.of(Weights.small(i), Integer.toString(i)));
        System.out.println(i + " " + commit.id());
      }
    }
  }
}
