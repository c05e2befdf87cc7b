package dev.fedbench.storage.codec;

/**
 * Splits elements of 1, 2, 4 or 8 bytes into planes: the lowest bytes of all of them, then the
 * next, and so on; and merges them. Elements can be rotated left by a bit first: that makes the
 * sign of a float the lowest bit, and gives binary32 and bfloat16 an exponent in a byte of its own,
 * the highest.
 *
 * <p>Plane p of {@code count} elements is the {@code count} bytes from p * count on.
 */
final class Planes {

  private Planes() {}

  /**
   * Splits.
   *
   * @param turn how far elements are rotated: 0 or 1
   */
  static void split(byte[] from, int index, int count, int width, int turn, byte[] planes) {
    switch (width) {
      case 1 -> System.arraycopy(from, index, planes, 0, count);
      case 2 -> split2(from, index, count, turn, planes);
      case 4 -> split4(from, index, count, turn, planes);
      default -> split8(from, index, count, turn, planes);
    }
  }

  /** Undoes {@link #split}. */
  static void merge(byte[] planes, int count, int width, int turn, byte[] to, int index) {
    switch (width) {
      case 1 -> System.arraycopy(planes, 0, to, index, count);
      case 2 -> merge2(planes, count, turn, to, index);
      case 4 -> merge4(planes, count, turn, to, index);
      default -> merge8(planes, count, turn, to, index);
    }
  }

  private static void split2(byte[] from, int index, int count, int turn, byte[] planes) {
    for (int i = 0; i < count; i++) {
      int word = Bytes.getShort(from, index + 2 * i) & 0xffff;
      int turned = word << turn | word >>> 16 - turn;
      planes[i] = (byte) turned;
      planes[count + i] = (byte) (turned >>> 8);
    }
  }

  private static void merge2(byte[] planes, int count, int turn, byte[] to, int index) {
    for (int i = 0; i < count; i++) {
      int turned = planes[i] & 0xff | (planes[count + i] & 0xff) << 8;
      Bytes.putShort(to, index + 2 * i, (short) (turned >>> turn | turned << 16 - turn));
    }
  }

  private static void split4(byte[] from, int index, int count, int turn, byte[] planes) {
    int b = count;
    int c = 2 * count;
    int d = 3 * count;
    for (int i = 0; i < count; i++) {
      int turned = Integer.rotateLeft(Bytes.getInt(from, index + 4 * i), turn);
      planes[i] = (byte) turned;
      planes[b + i] = (byte) (turned >>> 8);
      planes[c + i] = (byte) (turned >>> 16);
      planes[d + i] = (byte) (turned >>> 24);
    }
  }

  private static void merge4(byte[] planes, int count, int turn, byte[] to, int index) {
    int b = count;
    int c = 2 * count;
    int d = 3 * count;
    for (int i = 0; i < count; i++) {
      int turned =
          planes[i] & 0xff
              | (planes[b + i] & 0xff) << 8
              | (planes[c + i] & 0xff) << 16
              | planes[d + i] << 24;
      Bytes.putInt(to, index + 4 * i, Integer.rotateRight(turned, turn));
    }
  }

  private static void split8(byte[] from, int index, int count, int turn, byte[] planes) {
    for (int i = 0; i < count; i++) {
      long turned = Long.rotateLeft(Bytes.getLong(from, index + 8 * i), turn);
      for (int plane = 0, at = i; plane < 8; plane++, at += count) {
        planes[at] = (byte) (turned >>> 8 * plane);
      }
    }
  }

  private static void merge8(byte[] planes, int count, int turn, byte[] to, int index) {
    for (int i = 0; i < count; i++) {
      long turned = 0;
      for (int plane = 0, at = i; plane < 8; plane++, at += count) {
        turned |= (planes[at] & 0xffL) << 8 * plane;
      }
      Bytes.putLong(to, index + 8 * i, Long.rotateRight(turned, turn));
    }
  }
}
