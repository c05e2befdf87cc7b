package dev.fedbench.core.suite.rpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Kinds of payloads. Each is made before any clock starts, exactly as large as asked for, and the
 * same from the same seed.
 */
enum Payload {
  /** Letters and digits, drawn evenly: an entropy coder saves a quarter, a matcher nothing. */
  RANDOM {
    @Override
    void fill(byte[] bytes, SplittableRandom random) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = ALPHABET[random.nextInt(ALPHABET.length)];
      }
    }
  },
  /** A sentence over and over, with a number that changes. */
  COMPRESSIBLE {
    @Override
    void fill(byte[] bytes, SplittableRandom random) {
      text(bytes, i -> "round %06d: the model has not changed; ".formatted(random.nextInt(1_000)));
    }
  },
  /** Bytes drawn evenly: nothing can be saved. */
  INCOMPRESSIBLE {
    @Override
    void fill(byte[] bytes, SplittableRandom random) {
      random.nextBytes(bytes);
    }
  },
  /** Records as lines of JSON, as telemetry looks. */
  STRUCTURED {
    @Override
    void fill(byte[] bytes, SplittableRandom random) {
      text(
          bytes,
          i ->
              String.format(
                  Locale.ROOT,
                  "{\"id\":%d,\"client\":\"c-%04d\",\"loss\":%.6f,\"accuracy\":%.4f,\"tags\":[\"edge\",\"%s\"]}\n",
                  i,
                  random.nextInt(10_000),
                  random.nextDouble(),
                  random.nextDouble(),
                  random.nextBoolean() ? "battery" : "mains"));
    }
  },
  /** Normal floats of 32 bits, little-endian: a model's update. */
  FLOAT32 {
    @Override
    void fill(byte[] bytes, SplittableRandom random) {
      ByteBuffer floats = ByteBuffer.allocate(bytes.length + 3).order(ByteOrder.LITTLE_ENDIAN);
      while (floats.position() < bytes.length) {
        floats.putFloat((float) gaussian(random));
      }
      floats.flip().get(bytes);
    }
  };

  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
          .getBytes(StandardCharsets.US_ASCII);

  private interface Lines {
    String line(int index);
  }

  abstract void fill(byte[] bytes, SplittableRandom random);

  /** The name that users type. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** So many bytes of this kind. */
  byte[] make(int size, long seed) {
    byte[] bytes = new byte[size];
    fill(bytes, new SplittableRandom(seed ^ ordinal()));
    return bytes;
  }

  /** Whole lines, then blanks. */
  private static void text(byte[] bytes, Lines lines) {
    int at = 0;
    for (int i = 0; ; i++) {
      byte[] line = lines.line(i).getBytes(StandardCharsets.US_ASCII);
      if (line.length > bytes.length - at) {
        // A payload shorter than a line is a part of one.
        int rest = at == 0 ? bytes.length : 0;
        System.arraycopy(line, 0, bytes, at, rest);
        Arrays.fill(bytes, at + rest, bytes.length, (byte) ' ');
        return;
      }
      System.arraycopy(line, 0, bytes, at, line.length);
      at += line.length;
    }
  }

  /** Box and Muller. */
  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
