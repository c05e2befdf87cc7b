package dev.fedbench.storage.codec;

import dev.fedbench.storage.Dtype;
import java.util.Optional;

/** {@link Strategy#XOR}: what differs from the reference, bit by bit, as planes. */
final class XorCoder implements Coder {

  private final PlaneCoder planes;
  private final byte[] differences = new byte[ChunkCodec.MAX_BYTES];

  XorCoder(PlaneCoder planes) {
    this.planes = planes;
  }

  @Override
  public double plan(Chunk chunk) {
    xor(chunk.array(), chunk.from(), chunk, differences, 0);
    return planes.plan(differences(chunk));
  }

  @Override
  public void write(Chunk chunk, Sink sink) {
    planes.write(differences(chunk), sink);
  }

  @Override
  public void read(Source source, Chunk chunk) throws CorruptChunkException {
    planes.read(source, differences(chunk));
    xor(differences, 0, chunk, chunk.array(), chunk.from());
  }

  /** The differences, as integers: their sign is no lower than their other bits. */
  private Chunk differences(Chunk chunk) {
    Dtype dtype =
        switch (chunk.width()) {
          case 1 -> Dtype.U8;
          case 2 -> Dtype.U16;
          case 4 -> Dtype.U32;
          default -> Dtype.U64;
        };
    return new Chunk(differences, 0, chunk.length(), dtype, Optional.empty());
  }

  private static void xor(byte[] from, int index, Chunk chunk, byte[] to, int toIndex) {
    Chunk reference = chunk.reference().orElseThrow();
    byte[] base = reference.array();
    int length = chunk.count() * chunk.width();
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      long own = Bytes.getLong(from, index + i);
      Bytes.putLong(to, toIndex + i, own ^ Bytes.getLong(base, reference.from() + i));
    }
    for (; i < length; i++) {
      to[toIndex + i] = (byte) (from[index + i] ^ base[reference.from() + i]);
    }
  }
}
