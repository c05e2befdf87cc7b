package dev.fedbench.storage.hash;

import dev.fedbench.storage.hash.spi.LaneSha256;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Whether messages are hashed faster side by side here than one by one. Found out once a process,
 * by a thread of its own that ends within seconds, from when it is first asked on: until then
 * everything goes one by one. With {@code -Ddev.fedbench.storage.lanes=on} or {@code off} nothing
 * is measured. Thread-safe.
 */
public final class Lanes {

  private static final String SWITCH = "dev.fedbench.storage.lanes";
  private static final String ONE_BY_ONE = "one by one";

  record Choice(Optional<LaneSha256> sha256, String reason) {

    String name() {
      return sha256.map(LaneSha256::name).orElse(ONE_BY_ONE);
    }
  }

  /** Started when first used. */
  private static final class Chosen {
    static final CompletableFuture<Choice> CHOICE = start();
  }

  private Lanes() {}

  /**
   * Sees to it that the choice is being made, and is a possible one.
   *
   * @throws IllegalArgumentException if the switch says what cannot be done
   */
  public static void prepare() {
    chosen();
  }

  /** What hashes side by side, if it is known to be faster. */
  static Optional<LaneSha256> chosen() {
    return Chosen.CHOICE.isDone() ? choice().sha256 : Optional.empty();
  }

  /** What does the work: the service's name, or "one by one". Waits until that is known. */
  public static String name() {
    return choice().name();
  }

  /** Says what does the work, and why: a line for reports. Waits until that is known. */
  public static String description() {
    return choice().reason;
  }

  private static Choice choice() {
    try {
      return Chosen.CHOICE.join();
    } catch (CompletionException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
    }
  }

  private static CompletableFuture<Choice> start() {
    String wanted = System.getProperty(SWITCH, "auto");
    if (!wanted.equals("auto")) {
      try {
        return CompletableFuture.completedFuture(asTold(wanted));
      } catch (IllegalArgumentException e) { // whoever asks is told, each time
        return CompletableFuture.failedFuture(e);
      }
    }
    CompletableFuture<Choice> choice = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                choice.complete(choose());
              } catch (RuntimeException | Error e) {
                choice.complete(new Choice(Optional.empty(), "one by one: " + e));
              }
            },
            "fedbench-hash-lanes");
    thread.setDaemon(true);
    thread.start();
    return choice;
  }

  static Choice asTold(String wanted) {
    if (wanted.equals("off")) {
      return new Choice(Optional.empty(), "one by one, as told");
    }
    if (!wanted.equals("on")) {
      throw new IllegalArgumentException(
          "-D%s=%s; expected auto, on or off".formatted(SWITCH, wanted));
    }
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      throw new IllegalArgumentException("-D%s=on, but %s".formatted(SWITCH, obstacle.get()));
    }
    LaneSha256 lanes = find().orElseThrow();
    return new Choice(Optional.of(lanes), lanes.name() + ", as told");
  }

  private static Optional<LaneSha256> find() {
    Iterator<LaneSha256> all =
        ServiceLoader.load(LaneSha256.class, Lanes.class.getClassLoader()).iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  /** Why nothing can be hashed side by side here, and what to do; empty if it can. */
  public static Optional<String> obstacle() {
    try {
      return find().isPresent()
          ? Optional.empty()
          : Optional.of("fedbench-storage-vector is not there; add it");
    } catch (ServiceConfigurationError | LinkageError e) {
      // Without --add-modules jdk.incubator.vector its classes are not there: on 17 the loader
      // says so itself, on 25 the virtual machine does.
      return Optional.of(
          "fedbench-storage-vector cannot be used; start java --add-modules jdk.incubator.vector,"
              + " on a processor with vectors of 256 bits at least ("
              + e
              + ")");
    }
  }

  private static Choice choose() {
    return obstacle()
        .map(why -> new Choice(Optional.empty(), "one by one: " + why))
        .orElseGet(() -> measured(find().orElseThrow()));
  }

  private static Choice measured(LaneSha256 lanes) {
    SelfBenchmark.Result result = SelfBenchmark.run(lanes);
    String figures =
        "%.2f ns a byte, one by one %.2f ns".formatted(result.lanes(), result.oneByOne());
    return result.lanes() < result.oneByOne()
        ? new Choice(Optional.of(lanes), "%s: %s".formatted(lanes.name(), figures))
        : new Choice(Optional.empty(), "one by one: %s take %s".formatted(lanes.name(), figures));
  }
}
