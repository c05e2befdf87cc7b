package dev.fedbench.storage.codec;

/** Writes and reads the whole elements of chunks in one way. */
interface Coder {

  /** Looks at a chunk, which is written next or not at all: how many bytes will it take, about? */
  double plan(Chunk chunk);

  /** Writes the chunk that was planned last. */
  void write(Chunk chunk, Sink sink);

  /**
   * Reads into a chunk's array. The source's array has eight bytes behind the source's end.
   *
   * @param chunk with the reference that it was written with
   */
  void read(Source source, Chunk chunk) throws CorruptChunkException;
}
