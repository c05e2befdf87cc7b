package dev.fedbench.storage.hash;

import dev.fedbench.storage.pack.ObjectId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * SHA-256 of the columns of a matrix of words, which has {@value LoopSha256#LANES} of them: the
 * j-lanes tree hashing of Gueron ("A j-lanes tree hashing mode and j-lanes SHA-256", 2012). The
 * words are little-endian, as weights are; those of a column are the words of SHA-256's message,
 * behind a block of zeros: no id's preimage starts with one. Thread-safe.
 */
public final class Columns {

  /** Bytes of a block of each column together. */
  public static final int STRIPE = LoopSha256.STRIPE;

  private static final int COUNT = LoopSha256.LANES;
  private static final int BLOCK = LoopSha256.BLOCK;
  private static final byte[] PREFIX = new byte[BLOCK];

  /** The hash of a message so far whose first block is the prefix. */
  private static final int[] AFTER_PREFIX = {
    0xda5698be, 0x17b9b469, 0x62335799, 0x779fbeca, 0x8ce5d491, 0xc0d26243, 0xbafef9ea, 0x1837a9d8
  };

  /** Stripes whose columns are gathered together: as many as fit the first cache. */
  private static final int GATHERED = 12;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle MESSAGE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Columns() {}

  /**
   * The columns' digests, one after another.
   *
   * @param bytes the matrix, row by row
   * @param offset where it begins
   * @param stripes how many times {@link #STRIPE} bytes it has
   * @throws IndexOutOfBoundsException if they are not all there
   */
  public static byte[] digests(byte[] bytes, int offset, int stripes) {
    return digests(Lanes.chosen(), bytes, offset, stripes);
  }

  static byte[] digests(boolean sideBySide, byte[] bytes, int offset, int stripes) {
    return sideBySide ? sideBySide(bytes, offset, stripes) : oneByOne(bytes, offset, stripes);
  }

  private static byte[] sideBySide(byte[] bytes, int offset, int stripes) {
    LoopSha256 loops = new LoopSha256();
    loops.start(AFTER_PREFIX);
    loops.update(bytes, offset, stripes);
    loops.end((1L + stripes) * BLOCK);
    ByteBuffer digests = ByteBuffer.allocate(COUNT * ObjectId.BYTES);
    for (int column = 0; column < COUNT; column++) {
      for (int i = 0; i < LoopSha256.WORDS; i++) {
        digests.putInt(loops.word(i, column));
      }
    }
    return digests.array();
  }

  private static byte[] oneByOne(byte[] bytes, int offset, int stripes) {
    MessageDigest[] columns = new MessageDigest[COUNT];
    for (int i = 0; i < COUNT; i++) {
      columns[i] = ObjectId.sha256();
      columns[i].update(PREFIX);
    }
    byte[] gathered = new byte[GATHERED * BLOCK];
    for (int done = 0; done < stripes; done += GATHERED) {
      int length = Math.min(stripes - done, GATHERED) * BLOCK;
      for (int i = 0; i < COUNT; i++) {
        gather(bytes, offset + done * STRIPE + i * Integer.BYTES, gathered, length);
        columns[i].update(gathered, 0, length);
      }
    }
    ByteBuffer digests = ByteBuffer.allocate(COUNT * ObjectId.BYTES);
    for (MessageDigest column : columns) {
      digests.put(column.digest());
    }
    return digests.array();
  }

  /** The words of a column, as a message. */
  private static void gather(byte[] bytes, int offset, byte[] message, int length) {
    for (int i = 0; i < length / Integer.BYTES; i++) {
      int word = (int) WORDS.get(bytes, offset + i * COUNT * Integer.BYTES);
      MESSAGE.set(message, i * Integer.BYTES, word);
    }
  }
}
