package dev.fedbench.core.transport;

/** What one subscriber has seen of a topic's rising versions. Not thread-safe. */
public final class Sequence {

  private boolean any;
  private long last;
  private long skipped;

  /** Nothing seen. */
  public Sequence() {}

  /** Notes the next version; false, and not noted, if it does not rise. */
  public boolean next(long version) {
    if (any && version <= last) {
      return false;
    }
    skipped += any ? version - last - 1 : 0;
    any = true;
    last = version;
    return true;
  }

  /** Versions between those seen. */
  public long skipped() {
    return skipped;
  }
}
