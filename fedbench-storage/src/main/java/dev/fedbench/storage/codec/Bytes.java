package dev.fedbench.storage.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Little-endian words anywhere in an array of bytes. Written are arrays that somebody else made:
 * buffers of a codec, and its caller's. Into a short array of one's own making, write byte by byte:
 * C2 of Java 17.0.15 was seen to lose what goes there through a view.
 */
final class Bytes {

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private Bytes() {}

  private static VarHandle view(Class<?> words) {
    return MethodHandles.byteArrayViewVarHandle(words, ByteOrder.LITTLE_ENDIAN);
  }

  static short getShort(byte[] bytes, int index) {
    return (short) SHORT.get(bytes, index);
  }

  static void putShort(byte[] bytes, int index, short value) {
    SHORT.set(bytes, index, value);
  }

  static int getInt(byte[] bytes, int index) {
    return (int) INT.get(bytes, index);
  }

  static void putInt(byte[] bytes, int index, int value) {
    INT.set(bytes, index, value);
  }

  static long getLong(byte[] bytes, int index) {
    return (long) LONG.get(bytes, index);
  }

  static void putLong(byte[] bytes, int index, long value) {
    LONG.set(bytes, index, value);
  }
}
