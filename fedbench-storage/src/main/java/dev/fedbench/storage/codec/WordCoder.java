package dev.fedbench.storage.codec;

/** {@link Strategy#FLOAT32_RAW}: differences in zigzag as plain words of 32 bits. */
final class WordCoder implements Coder {

  private final Residuals residuals;
  private final byte[] words = new byte[ChunkCodec.MAX_BYTES];

  WordCoder(Residuals residuals) {
    this.residuals = residuals;
  }

  @Override
  public double plan(Chunk chunk) {
    residuals.words(chunk, Layout.of(chunk.dtype(), 0), words);
    return (double) chunk.count() * chunk.width();
  }

  @Override
  public void write(Chunk chunk, Sink sink) {
    sink.put(words, 0, chunk.count() * chunk.width());
  }

  @Override
  public void read(Source source, Chunk chunk) throws CorruptChunkException {
    int from = source.skip(chunk.count() * chunk.width());
    residuals.unwords(source.array(), from, chunk, Layout.of(chunk.dtype(), 0));
  }
}
