package dev.fedbench.storage.codec;

/**
 * {@link Strategy#DELTA}: a byte with the shift, the symbols, the size of the further bits in bytes
 * and those bits. See {@link Layout}.
 */
final class DeltaCoder implements Coder {

  private final SymbolEncoder encoder;
  private final SymbolDecoder decoder;
  private final Residuals residuals;
  private Layout layout;

  DeltaCoder(SymbolEncoder encoder, SymbolDecoder decoder, Residuals residuals) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.residuals = residuals;
  }

  @Override
  public double plan(Chunk chunk) {
    layout = Layout.of(chunk.dtype(), Residuals.shift(chunk));
    residuals.split(chunk, layout);
    return encoder.plan(residuals.counts(), residuals.usedKeys(), chunk.count())
        + residuals.furtherSize();
  }

  @Override
  public void write(Chunk chunk, Sink sink) {
    sink.put(layout.shift());
    encoder.write(residuals.indices(), chunk.count(), sink);
    sink.putVarint(residuals.furtherSize());
    sink.put(residuals.further(), 0, residuals.furtherSize());
  }

  @Override
  public void read(Source source, Chunk chunk) throws CorruptChunkException {
    int shift = source.get();
    if (shift > 8 * chunk.width() - 2) {
      throw new CorruptChunkException(
          "a shift of %d bits for elements of %d".formatted(shift, 8 * chunk.width()));
    }
    Layout read = Layout.of(chunk.dtype(), shift);
    residuals.readKeys(chunk, read);
    decoder.read(source, residuals.keys(), residuals.symbols(), chunk.count(), read.alphabet());
    residuals.merge(source, source.getVarint(ChunkCodec.MAX_BYTES), chunk, read);
  }
}
