package dev.fedbench.storage.codec;

import java.util.Arrays;

/** {@link Strategy#PLANES}: planes of bytes, the highest first, each by its own entropy. */
final class PlaneCoder implements Coder {

  private static final int ROW = 256;
  private static final int RUN = 512;

  /** Of so many runs of elements one is looked at to decide how a chunk is coded. */
  private static final int RUNS_A_SAMPLE = 32;

  /** Bits a byte from which on a plane is not worth to be coded. */
  private static final double INCOMPRESSIBLE = 7.95;

  private static final boolean[] ONE_KEY = {true};

  private final SymbolEncoder encoder;
  private final SymbolDecoder decoder;
  private final byte[] planes = new byte[ChunkCodec.MAX_BYTES];
  private final byte[] plane = new byte[ChunkCodec.MAX_BYTES];
  private final char[] indices = new char[ChunkCodec.MAX_BYTES];
  private final int[][] sampled = new int[8][ROW];
  private final int[] counts = new int[ROW];
  private final int[] oddCounts = new int[ROW];
  private final double[] bitsPerByte = new double[8];

  PlaneCoder(SymbolEncoder encoder, SymbolDecoder decoder) {
    this.encoder = encoder;
    this.decoder = decoder;
  }

  @Override
  public double plan(Chunk chunk) {
    int width = chunk.width();
    int seen = sample(chunk);
    double bits = 0;
    for (int p = 0; p < width; p++) {
      bitsPerByte[p] = seen == 0 ? 0 : Log2.entropyBits(sampled[p], 0, ROW) / seen;
      bits += bitsPerByte[p] < INCOMPRESSIBLE ? bitsPerByte[p] : 8;
    }
    return bits / 8 * chunk.count();
  }

  /** Counts the bytes of some runs of elements, and returns how many elements those have. */
  private int sample(Chunk chunk) {
    int width = chunk.width();
    for (int p = 0; p < width; p++) {
      Arrays.fill(sampled[p], 0);
    }
    int runs = (chunk.count() + RUN - 1) / RUN;
    int step = runs <= RUNS_A_SAMPLE ? 1 : RUNS_A_SAMPLE;
    int seen = 0;
    for (int run = 0; run < runs; run += step) {
      int n = Math.min(RUN, chunk.count() - run * RUN);
      int from = chunk.from() + run * RUN * width;
      Planes.split(chunk.array(), from, n, width, chunk.turn(), plane);
      for (int p = 0; p < width; p++) {
        count(plane, p * n, (p + 1) * n, sampled[p]);
      }
      seen += n;
    }
    return seen;
  }

  private static void count(byte[] bytes, int from, int to, int[] counts) {
    for (int i = from; i < to; i++) {
      counts[bytes[i] & 0xff]++;
    }
  }

  @Override
  public void write(Chunk chunk, Sink sink) {
    int count = chunk.count();
    Planes.split(chunk.array(), chunk.from(), count, chunk.width(), chunk.turn(), planes);
    for (int p = chunk.width() - 1; p >= 0; p--) {
      if (bitsPerByte[p] >= INCOMPRESSIBLE) {
        sink.put(SymbolEncoder.PLAIN);
        sink.put(planes, p * count, count);
      } else {
        index(p * count, count);
        encoder.plan(counts, ONE_KEY, count, 0);
        encoder.write(indices, count, sink);
      }
    }
  }

  /** Counts a plane; in two tables, so that equal neighbours do not wait for each other. */
  private void index(int from, int count) {
    Arrays.fill(counts, 0);
    Arrays.fill(oddCounts, 0);
    for (int i = 0; i < count; i++) {
      indices[i] = (char) (planes[from + i] & 0xff);
    }
    for (int i = 0; i + 1 < count; i += 2) {
      counts[indices[i]]++;
      oddCounts[indices[i + 1]]++;
    }
    if ((count & 1) != 0) {
      counts[indices[count - 1]]++;
    }
    for (int symbol = 0; symbol < ROW; symbol++) {
      counts[symbol] += oddCounts[symbol];
    }
  }

  @Override
  public void read(Source source, Chunk chunk) throws CorruptChunkException {
    int count = chunk.count();
    for (int p = chunk.width() - 1; p >= 0; p--) {
      decoder.read(source, SymbolEncoder.NO_KEYS, plane, count, ROW);
      System.arraycopy(plane, 0, planes, p * count, count);
    }
    Planes.merge(planes, count, chunk.width(), chunk.turn(), chunk.array(), chunk.from());
  }
}
