package dev.fedbench.storage.config;

import dev.fedbench.storage.WeightStore;

/**
 * When a store removes by itself what no ref reaches, as {@link WeightStore#gc} does.
 *
 * @param when it does
 * @param commits after which it does, for {@link When#COMMITS}; else 0
 */
public record Cleanup(When when, int commits) {

  /** What it waits for. */
  public enum When {
    /** It never does. */
    NEVER,
    /** Until it is closed. */
    CLOSE,
    /** Until there are so many commits more than when it was opened, or than the last time. */
    COMMITS,
    /** For nothing: once a branch was moved, a branch or a tag removed, or the store closed. */
    AT_ONCE
  }

  /** Commits between two collections, at most. */
  static final int MOST_COMMITS = 1_000_000;

  /** Only when it is told to. */
  public static final Cleanup NEVER = new Cleanup(When.NEVER, 0);

  /** When it is closed. */
  public static final Cleanup ON_CLOSE = new Cleanup(When.CLOSE, 0);

  /** As soon as something may be out of reach. */
  public static final Cleanup AT_ONCE = new Cleanup(When.AT_ONCE, 0);

  public Cleanup {
    boolean sound = when == When.COMMITS ? commits >= 1 && commits <= MOST_COMMITS : commits == 0;
    if (!sound) {
      throw new IllegalArgumentException(
          "cleanup %s after %d commits; expected 1 to %d after commits, else 0"
              .formatted(when, commits, MOST_COMMITS));
    }
  }

  /** Each time so many commits more are there. */
  public static Cleanup after(int commits) {
    return new Cleanup(When.COMMITS, commits);
  }
}
