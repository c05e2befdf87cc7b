package dev.fedbench.storage.codec;

/**
 * {@link Strategy#DELTA}: a byte with the shift, and either {@link WholeCodes} or the symbols, the
 * size of the further bits in bytes and those bits. See {@link Layout}.
 */
final class DeltaCoder implements Coder {

  private final SymbolEncoder encoder;
  private final SymbolDecoder decoder;
  private final Residuals residuals;
  private Layout layout;
  private FurtherBits further;
  private boolean sampled;

  DeltaCoder(SymbolEncoder encoder, SymbolDecoder decoder, Residuals residuals) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.residuals = residuals;
  }

  @Override
  public double plan(Chunk chunk) {
    layout = Layout.of(chunk.dtype(), Residuals.shift(chunk));
    further = FurtherBits.of(layout);
    sampled = layout.bits() == Integer.SIZE && chunk.count() >= Residuals.SAMPLED_FROM;
    return plan(sampled ? residuals.sample(chunk, layout) : residuals.split(chunk, layout), chunk);
  }

  private double plan(SymbolCounts counted, Chunk chunk) {
    int[] counts = counted.sum(sampled ? Residuals.SAMPLE : 1);
    double furtherBits = further.of(counts, counted.usedKeys());
    int others = sampled ? layout.alphabet() : 0;
    return encoder.plan(counts, counted.usedKeys(), chunk.count(), others) + furtherBits / 8;
  }

  @Override
  public void write(Chunk chunk, Sink sink) {
    sink.put(layout.shift());
    int start = sink.size();
    boolean written = writeCodes(chunk, sink);
    if (!written && sampled) { // what was seen is not enough
      sink.cut(start);
      sampled = false;
      plan(residuals.split(chunk, layout), chunk);
      written = writeCodes(chunk, sink);
    }
    if (!written) {
      encoder.write(residuals.indices(), chunk.count(), sink);
      residuals.writeFurther(chunk, layout, encoder.room(), sink);
    }
  }

  /** Writes whole codes, if a Huffman code was planned and all symbols have one. */
  private boolean writeCodes(Chunk chunk, Sink sink) {
    if (!encoder.plannedHuffman() || layout.bits() == Long.SIZE) {
      return false;
    }
    TablesByKey<long[]> steps = encoder.writeSteps(further, sink);
    return residuals.writeCodes(chunk, layout, steps, encoder.room(), sink);
  }

  @Override
  public void read(Source source, Chunk chunk) throws CorruptChunkException {
    int shift = source.get();
    if (shift > 8 * chunk.width() - 2) {
      throw new CorruptChunkException(
          "a shift of %d bits for elements of %d".formatted(shift, 8 * chunk.width()));
    }
    Layout read = Layout.of(chunk.dtype(), shift);
    FurtherBits bits = FurtherBits.of(read);
    int mode = source.get();
    if (mode == SymbolEncoder.WHOLE && read.bits() < Long.SIZE) {
      TablesByKey<char[]> entries = decoder.readEntries(source, read.alphabet(), bits::entry);
      residuals.readCodes(source, entries, chunk, read);
    } else {
      residuals.readKeys(chunk, read);
      byte[] symbols = residuals.symbols();
      decoder.read(mode, source, residuals.keys(), symbols, chunk.count(), read.alphabet());
      residuals.merge(source, bits, chunk, read);
    }
  }
}
