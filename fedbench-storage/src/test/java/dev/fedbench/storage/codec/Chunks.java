package dev.fedbench.storage.codec;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Chunks to test with, of every kind that somebody thought of. */
final class Chunks {

  private static final long[] SPECIAL_F32 = {
    0x80000000L,
    0,
    0x7fc00001L,
    0xffc12345L,
    0x7f812345L,
    0x7f800000L,
    0xff800000L,
    1,
    0x80000001L,
    0x007fffffL,
    0x7f7fffffL,
    0xff7fffffL
  };

  private static final long[] SPECIAL_F64 = {
    Long.MIN_VALUE,
    0,
    0x7ff8000000000001L,
    0xfff8123456789abcL,
    0x7ff0000000000001L,
    0x7ff0000000000000L,
    0xfff0000000000000L,
    1,
    0x8000000000000001L,
    0x000fffffffffffffL,
    0x7fefffffffffffffL,
    Long.MAX_VALUE,
    -1
  };

  /** A chunk and, if there is one, its reference. */
  record Pair(String name, byte[] chunk, Optional<byte[]> reference) {

    Optional<ByteBuffer> referenceBuffer() {
      return reference.map(ByteBuffer::wrap);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private Chunks() {}

  /** All kinds, of so many bytes. */
  static List<Pair> all(Dtype dtype, int length, Random random) {
    List<Pair> pairs = new ArrayList<>();
    List<Pair> alone = new ArrayList<>();
    for (Distribution distribution : Distribution.values()) {
      byte[] bytes = distribution.bytes(length, random);
      alone.add(new Pair(distribution.name(), bytes, Optional.empty()));
    }
    alone.add(new Pair("weights", weights(dtype, length, 0, 1, random), Optional.empty()));
    alone.add(new Pair("special", special(dtype, length, random), Optional.empty()));
    byte[] weights = weights(dtype, length, 0, 1, random);
    for (Pair pair : alone) {
      pairs.add(pair);
      pairs.add(new Pair(pair.name + " to itself", pair.chunk, Optional.of(pair.chunk)));
      pairs.add(new Pair(pair.name + " to weights", pair.chunk, Optional.of(weights)));
      pairs.add(new Pair("weights to " + pair.name, weights, Optional.of(pair.chunk)));
    }
    long seed = random.nextLong();
    byte[] before = weights(dtype, length, 0, 1, new Random(seed));
    byte[] after = weights(dtype, length, 1e-3, 1, new Random(seed));
    pairs.add(new Pair("noise", after, Optional.of(before)));
    pairs.add(
        new Pair("zeros below", zerosBelow(after, dtype), Optional.of(zerosBelow(before, dtype))));
    return pairs;
  }

  /** Elements about normally distributed, in the dtype's own bits; plus noise of a scale. */
  static byte[] weights(Dtype dtype, int length, double noise, double scale, Random random) {
    ByteBuffer bytes = Distribution.CONSTANT.buffer(length, random);
    Random other = new Random(42);
    for (int i = 0; i + dtype.bytes() <= length; i += dtype.bytes()) {
      double value = scale * (random.nextGaussian() + noise * other.nextGaussian());
      switch (dtype) {
        case F64 -> bytes.putDouble(i, value);
        case F32 -> bytes.putFloat(i, (float) value);
        case BF16 -> bytes.putShort(i, (short) (Float.floatToRawIntBits((float) value) >>> 16));
        case F16 -> bytes.putShort(i, (short) (int) (value * 4000));
        default -> put(bytes, i, dtype.bytes(), Math.round(value * 20));
      }
    }
    return bytes.array();
  }

  private static void put(ByteBuffer bytes, int index, int width, long value) {
    for (int i = 0; i < width; i++) {
      bytes.put(index + i, (byte) (value >>> 8 * i));
    }
  }

  /** Every class of number that arithmetic on floats would break. */
  static byte[] special(Dtype dtype, int length, Random random) {
    ByteBuffer bytes = Distribution.CONSTANT.buffer(length, random);
    long[] patterns = dtype.bytes() == 8 ? SPECIAL_F64 : SPECIAL_F32;
    int drop = dtype.bytes() == 8 ? 0 : 32 - 8 * dtype.bytes();
    for (int i = 0; i + dtype.bytes() <= length; i += dtype.bytes()) {
      put(bytes, i, dtype.bytes(), patterns[random.nextInt(patterns.length)] >>> drop);
    }
    return bytes.array();
  }

  private static byte[] zerosBelow(byte[] bytes, Dtype dtype) {
    byte[] copy = bytes.clone();
    for (int i = 0; i < copy.length; i++) {
      if (i % dtype.bytes() < dtype.bytes() / 2) {
        copy[i] = 0;
      }
    }
    return copy;
  }

  /** Bytes that a coder of entropy may find hard. */
  enum Distribution {
    CONSTANT,
    RAMP,
    RANDOM,
    TWO_SYMBOLS,
    RARE_SYMBOL,
    ALL_SYMBOLS_EQUALLY,
    FIBONACCI;

    byte[] bytes(int length, Random random) {
      return buffer(length, random).array();
    }

    private ByteBuffer buffer(int length, Random random) {
      byte[] bytes = new byte[length];
      switch (this) {
        case CONSTANT -> Arrays.fill(bytes, (byte) 0xa5);
        case RANDOM -> random.nextBytes(bytes);
        default -> {
          for (int i = 0; i < length; i++) {
            bytes[i] = (byte) symbol(i, random);
          }
        }
      }
      return ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }

    private int symbol(int i, Random random) {
      return switch (this) {
        case RAMP -> i >>> 2;
        case TWO_SYMBOLS -> random.nextInt(4) == 0 ? 200 : 3;
        case RARE_SYMBOL -> random.nextInt(400) == 0 ? 255 : 0;
        case FIBONACCI -> (int) (-Math.log(1 - random.nextDouble()) / Math.log(1.618));
        default -> i & 0xff;
      };
    }
  }
}
