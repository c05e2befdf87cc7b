package dev.fedbench.zmq;

import java.util.OptionalLong;

/** What one subscriber has seen of a topic's rising versions. Not thread-safe. */
final class Sequence {

  private OptionalLong last = OptionalLong.empty();
  private long skipped;

  /** Notes the next version; false, and not noted, if it does not rise. */
  boolean next(long version) {
    if (last.isPresent() && version <= last.getAsLong()) {
      return false;
    }
    skipped += last.isPresent() ? version - last.getAsLong() - 1 : 0;
    last = OptionalLong.of(version);
    return true;
  }

  OptionalLong last() {
    return last;
  }

  /** Versions between those seen. */
  long skipped() {
    return skipped;
  }
}
