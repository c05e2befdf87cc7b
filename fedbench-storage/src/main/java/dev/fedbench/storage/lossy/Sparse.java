package dev.fedbench.storage.lossy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The values of largest magnitude, bit by bit as they were; all others become 0. Where they are is
 * kept in whole numbers, so that no index is off, however large: as gaps of seven bits a byte, the
 * lowest first, with a top bit that says that more follow.
 *
 * @param length of all values
 * @param kept how many are kept
 * @param bytes for each of them, in order, the gap from the index after the one before (from 0, at
 *     first) and the value's 32 bits, little-endian
 * @param loss against what it was made of
 */
public record Sparse(long length, int kept, byte[] bytes, Loss loss) {

  private static final int MOST_GAP_BYTES = 9;

  /** Keeps the {@code most} values of largest magnitude; of equals, those in front. */
  public static Sparse top(float[] exact, int most) {
    requireFinite(exact);
    if (most < 0) {
      throw new IllegalArgumentException("%d values to keep".formatted(most));
    }
    if (most >= exact.length) {
      return keep(exact, IntStream.range(0, exact.length).toArray());
    }
    if (most == 0) {
      return keep(exact, new int[0]);
    }
    float[] magnitudes = new float[exact.length];
    for (int i = 0; i < exact.length; i++) {
      magnitudes[i] = Math.abs(exact[i]);
    }
    Arrays.sort(magnitudes);
    float least = magnitudes[exact.length - most];
    int above = 0;
    for (float value : exact) {
      above += Math.abs(value) > least ? 1 : 0;
    }
    int equals = most - above;
    int[] indices = new int[most];
    int next = 0;
    for (int i = 0; i < exact.length; i++) {
      float magnitude = Math.abs(exact[i]);
      if (magnitude > least || magnitude == least && equals-- > 0) {
        indices[next++] = i;
      }
    }
    return keep(exact, indices);
  }

  /** Keeps all values of at least that magnitude. */
  public static Sparse threshold(float[] exact, float least) {
    requireFinite(exact);
    if (!(least >= 0)) {
      throw new IllegalArgumentException("a threshold of %s".formatted(least));
    }
    return keep(
        exact, IntStream.range(0, exact.length).filter(i -> Math.abs(exact[i]) >= least).toArray());
  }

  private static void requireFinite(float[] exact) {
    for (int i = 0; i < exact.length; i++) {
      if (!Float.isFinite(exact[i])) {
        throw new IllegalArgumentException(
            "value %d is %s; store it without loss".formatted(i, exact[i]));
      }
    }
  }

  private static Sparse keep(float[] exact, int[] indices) {
    long[] places = Arrays.stream(indices).asLongStream().toArray();
    float[] values = new float[indices.length];
    float[] lossy = new float[exact.length];
    for (int i = 0; i < indices.length; i++) {
      values[i] = exact[indices[i]];
      lossy[indices[i]] = values[i];
    }
    byte[] bytes = write(places, values);
    return new Sparse(exact.length, indices.length, bytes, Loss.between(exact, lossy));
  }

  /** Gaps and values of ascending indices. */
  static byte[] write(long[] indices, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate((MOST_GAP_BYTES + 4) * indices.length).order(ByteOrder.LITTLE_ENDIAN);
    long after = 0;
    for (int i = 0; i < indices.length; i++) {
      long gap = indices[i] - after;
      for (; gap >>> 7 != 0; gap >>>= 7) {
        bytes.put((byte) (gap & 0x7f | 0x80));
      }
      bytes.put((byte) gap);
      bytes.putInt(Float.floatToRawIntBits(values[i]));
      after = indices[i] + 1;
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Receives what was kept. */
  public interface Sink {
    void value(long index, float value);
  }

  /**
   * Reads all that was kept, in order.
   *
   * @throws IllegalArgumentException if the bytes are not what {@link #top} or {@link #threshold}
   *     makes for that length: no index is handed out that is not below it
   */
  public void forEach(Sink sink) {
    ByteBuffer left = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long index = -1;
    for (int i = 0; i < kept; i++) {
      long gap = gap(left);
      if (gap >= length - index - 1 || left.remaining() < 4) {
        throw new IllegalArgumentException("value %d of %d is beyond the end".formatted(i, kept));
      }
      index += gap + 1;
      sink.value(index, Float.intBitsToFloat(left.getInt()));
    }
    if (left.hasRemaining()) {
      throw new IllegalArgumentException("%d bytes too many".formatted(left.remaining()));
    }
  }

  private static long gap(ByteBuffer left) {
    long gap = 0;
    for (int shift = 0; shift < 7 * MOST_GAP_BYTES && left.hasRemaining(); shift += 7) {
      int next = left.get();
      gap |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return gap;
      }
    }
    throw new IllegalArgumentException("a gap without an end");
  }

  /** All values, those that were not kept as 0; for as many as an array has. */
  public float[] restore() {
    float[] restored = new float[Math.toIntExact(length)];
    forEach((index, value) -> restored[(int) index] = value);
    return restored;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sparse that
        && length == that.length
        && kept == that.kept
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(length) + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Sparse[%d of %d values, %d bytes, %s]".formatted(kept, length, bytes.length, loss);
  }
}
