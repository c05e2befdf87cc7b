package dev.fedbench.storage.hash;

import dev.fedbench.storage.hash.spi.LaneSha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * How the parts of chunks are hashed fastest here: one by one, side by side in loops, or by a
 * service. Found out once a process, by a thread of its own that ends within seconds, from when it
 * is first asked on: until then everything goes one by one. With {@code
 * -Ddev.fedbench.storage.lanes=on} (the service), {@code loops} or {@code off} (one by one) nothing
 * is measured. Thread-safe.
 */
public final class Lanes {

  private static final String SWITCH = "dev.fedbench.storage.lanes";
  private static final String ONE_BY_ONE = "one by one";
  private static final String AS_TOLD = ", as told";
  private static final LaneSha256 LOOPS = new LoopSha256();

  /** As long as compilers may take for the vector API: until they are done, vectors are objects. */
  private static final long MOST_NANOS = 4_000_000_000L;

  record Choice(Optional<LaneSha256> sha256, String reason) {}

  /** What was measured: CPU nanoseconds a byte. */
  private record Trial(Optional<LaneSha256> sha256, double nanos) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %.2f", name(sha256), nanos);
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

  /**
   * What does the work: the name of what goes side by side, or "one by one". Waits until that is
   * known.
   */
  public static String name() {
    return name(choice().sha256);
  }

  private static String name(Optional<LaneSha256> sha256) {
    return sha256.map(LaneSha256::name).orElse(ONE_BY_ONE);
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
                choice.complete(new Choice(Optional.empty(), ONE_BY_ONE + ": " + e));
              }
            },
            "fedbench-hash-lanes");
    thread.setDaemon(true);
    thread.start();
    return choice;
  }

  static Choice asTold(String wanted) {
    return switch (wanted) {
      case "off" -> new Choice(Optional.empty(), ONE_BY_ONE + AS_TOLD);
      case "loops" -> new Choice(Optional.of(LOOPS), LOOPS.name() + AS_TOLD);
      case "on" -> {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
          throw new IllegalArgumentException("-D%s=on, but %s".formatted(SWITCH, obstacle.get()));
        }
        LaneSha256 service = find().orElseThrow();
        yield new Choice(Optional.of(service), service.name() + AS_TOLD);
      }
      default ->
          throw new IllegalArgumentException(
              "-D%s=%s; expected auto, on, loops or off".formatted(SWITCH, wanted));
    };
  }

  private static Optional<LaneSha256> find() {
    Iterator<LaneSha256> all =
        ServiceLoader.load(LaneSha256.class, Lanes.class.getClassLoader()).iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  /** Why the vector API cannot be used here, and what to do; empty if it can. */
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
    SelfBenchmark benchmark = new SelfBenchmark();
    double early = benchmark.run(Optional.empty(), 0, MOST_NANOS / 16);
    double loops = benchmark.run(Optional.of(LOOPS), early / 2, MOST_NANOS / 4);
    double late = benchmark.run(Optional.empty(), 0, MOST_NANOS / 16); // compilers had other work
    List<Trial> trials = new ArrayList<>();
    trials.add(new Trial(Optional.empty(), Math.min(early, late)));
    trials.add(new Trial(Optional.of(LOOPS), loops));
    Optional<String> obstacle = obstacle();
    if (obstacle.isEmpty()) {
      try {
        Optional<LaneSha256> service = find();
        trials.add(new Trial(service, benchmark.run(service, early / 4, MOST_NANOS)));
      } catch (RuntimeException | Error e) { // the service's own: it is not used
        obstacle = Optional.of(e.toString());
      }
    }
    Trial fastest = Collections.min(trials, Comparator.comparingDouble(Trial::nanos));
    String figures = trials.stream().map(Trial::toString).collect(Collectors.joining(", "));
    String why = obstacle.map(text -> "; " + text).orElse("");
    return new Choice(
        fastest.sha256, "%s: ns a byte: %s%s".formatted(name(fastest.sha256), figures, why));
  }
}
