package dev.fedbench.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that commits to each of the stores that it is given, until it is killed, and prints
 * what was acknowledged: the store's place in the arguments, the number of the commit, its id.
 */
final class Committing {

  private static final StoreOptions OPTIONS =
      StoreOptions.defaults()
          .withThreads(1)
          .withPackBytes(1 << 18)
          .withPatience(Duration.ofSeconds(30));

  private Committing() {}

  public static void main(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      int number = i;
      new Thread(() -> commitForever(number, Path.of(arguments[number])), "committing-" + i)
          .start();
    }
  }

  private static void commitForever(int number, Path at) {
    try (WeightStore store = WeightStore.open(at, OPTIONS)) {
      for (int i = store.log("main").size(); ; i++) {
        if (i % 7 == 6) {
          store.commit(CommitRequest.of(Weights.small(-i), "lost").onto("scratch"));
          store.deleteBranch("scratch");
          store.gc();
        }
        Commit commit = store.commit(CommitRequest.of(Weights.small(i), Integer.toString(i)));
        System.out.println(number + " " + i + " " + commit.id());
      }
    } catch (IOException e) {
      e.printStackTrace(); // merged into the output, where the test sees that it is no commit
      Runtime.getRuntime().halt(1);
    }
  }
}
