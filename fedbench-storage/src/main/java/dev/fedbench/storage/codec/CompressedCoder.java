package dev.fedbench.storage.codec;

import java.util.List;

/**
 * {@link Strategy#COMPRESSED}: a byte that names the codec, one that is 1 if there is a reference
 * and else 0, and what the codec makes of planes: of the differences in zigzag, or of the elements,
 * floats rotated by a bit.
 */
final class CompressedCoder implements Coder {

  private final Residuals residuals;
  private final List<ByteCodec> codecs;
  private final byte[] words = new byte[ChunkCodec.MAX_BYTES];
  private final byte[] planes = new byte[ChunkCodec.MAX_BYTES];

  CompressedCoder(Residuals residuals, List<ByteCodec> codecs) {
    this.residuals = residuals;
    this.codecs = codecs;
  }

  @Override
  public double plan(Chunk chunk) {
    int count = chunk.count();
    if (chunk.reference().isPresent()) {
      residuals.words(chunk, Layout.of(chunk.dtype(), 0), words);
      Planes.split(words, 0, count, chunk.width(), 0, planes);
    } else {
      Planes.split(chunk.array(), chunk.from(), count, chunk.width(), chunk.turn(), planes);
    }
    return (double) count * chunk.width();
  }

  @Override
  public void write(Chunk chunk, Sink sink) {
    ByteCodec codec = codecs.get(0);
    sink.put(codec.id());
    sink.put(chunk.reference().isPresent() ? 1 : 0);
    int length = chunk.count() * chunk.width();
    int written = codec.compress(planes, 0, length, sink.array(), sink.size());
    sink.advance(written < 0 ? length : written); // with all of its length, a chunk is kept raw
  }

  @Override
  public void read(Source source, Chunk chunk) throws CorruptChunkException {
    ByteCodec codec = codec(source.get());
    boolean isDifference = isDifference(source.get(), chunk);
    int count = chunk.count();
    int length = count * chunk.width();
    int size = source.remaining() - (chunk.length() - length);
    int from = source.skip(Math.max(0, size));
    codec.decompress(source.array(), from, Math.max(0, size), planes, 0, length);
    if (isDifference) {
      Planes.merge(planes, count, chunk.width(), 0, words, 0);
      residuals.unwords(words, 0, chunk, Layout.of(chunk.dtype(), 0));
    } else {
      Planes.merge(planes, count, chunk.width(), chunk.turn(), chunk.array(), chunk.from());
    }
  }

  private ByteCodec codec(int id) throws CorruptChunkException {
    for (ByteCodec codec : codecs) {
      if (codec.id() == id) {
        return codec;
      }
    }
    throw new CorruptChunkException(
        "compressed by codec %d, which is not there; add it to this codec's list".formatted(id));
  }

  private static boolean isDifference(int flag, Chunk chunk) throws CorruptChunkException {
    if (flag > 1) {
      throw new CorruptChunkException("a flag of %d, not 0 or 1".formatted(flag));
    }
    if (flag == 1 && chunk.reference().isEmpty()) {
      throw new CorruptChunkException("encoded against a reference, and there is none");
    }
    return flag == 1;
  }
}
