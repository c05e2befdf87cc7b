package dev.fedbench.storage.codec;

/** How symbols are divided among four streams: into quarters, as equal as can be. */
final class Quarters {

  private Quarters() {}

  /** The first symbol of a stream, 0 to 3; or, with 4, how many symbols there are. */
  static int start(int stream, int count) {
    return (int) ((long) count * stream / 4);
  }

  static CorruptChunkException overrun() {
    return new CorruptChunkException("a stream of symbols does not end where it should");
  }
}
