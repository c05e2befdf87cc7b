package dev.fedbench.storage.hash;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * How the columns of chunks are hashed fastest here: one by one, or side by side in loops. Found
 * out once a process, by a thread of its own that ends within seconds, from when it is first asked
 * on: until then everything goes one by one. With {@code -Ddev.fedbench.storage.lanes=on} (side by
 * side) or {@code off} nothing is measured. Thread-safe.
 */
public final class Lanes {

  private static final String SWITCH = "dev.fedbench.storage.lanes";
  private static final String ONE_BY_ONE = "one by one";
  private static final String LOOPS = "loops over lanes";

  /** As long as compilers may take for the loops while a process that starts keeps them busy. */
  private static final long MOST_NANOS = 12_000_000_000L;

  /** Of the time that it takes one by one: with so little, the loops are certainly vectors. */
  private static final double ENOUGH = 0.6;

  record Choice(boolean sideBySide, String reason) {}

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

  /** Whether it is known to be faster to hash side by side. */
  static boolean chosen() {
    return Chosen.CHOICE.isDone() && choice().sideBySide;
  }

  /** What does the work: "loops over lanes" or "one by one". Waits until that is known. */
  public static String name() {
    return name(choice().sideBySide);
  }

  private static String name(boolean sideBySide) {
    return sideBySide ? LOOPS : ONE_BY_ONE;
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
                choice.complete(new Choice(false, ONE_BY_ONE + ": " + e));
              }
            },
            "fedbench-hash-lanes");
    thread.setDaemon(true);
    thread.start();
    return choice;
  }

  static Choice asTold(String wanted) {
    boolean sideBySide = wanted.equals("on");
    if (!sideBySide && !wanted.equals("off")) {
      throw new IllegalArgumentException(
          "-D%s=%s; expected auto, on or off".formatted(SWITCH, wanted));
    }
    return new Choice(sideBySide, name(sideBySide) + ", as told");
  }

  private static Choice choose() {
    SelfBenchmark.Result found = new SelfBenchmark().run(ENOUGH, MOST_NANOS);
    boolean sideBySide = found.sideBySide() < found.oneByOne();
    return new Choice(
        sideBySide,
        String.format(
            Locale.ROOT,
            "%s: ns a byte: %s %.2f, %s %.2f",
            name(sideBySide),
            ONE_BY_ONE,
            found.oneByOne(),
            LOOPS,
            found.sideBySide()));
  }
}
