package dev.fedbench.storage.hash;

import dev.fedbench.storage.pack.ObjectId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * SHA-256 of parts of {@value #BYTES} bytes, each behind a block of zeros: no id's preimage starts
 * with one. Thread-safe.
 */
public final class Parts {

  /** Of a part: no power of two, so that parts side by side are not after the same cache lines. */
  public static final int BYTES = 60 * LoopSha256.BLOCK;

  /** From so many on it is worth while to go side by side: half of the lanes. */
  private static final int FEWEST = LoopSha256.LANES / 2;

  private static final byte[] PREFIX = new byte[LoopSha256.BLOCK];

  /** The hash of a message so far whose first block is the prefix. */
  private static final int[] AFTER_PREFIX = {
    0xda5698be, 0x17b9b469, 0x62335799, 0x779fbeca, 0x8ce5d491, 0xc0d26243, 0xbafef9ea, 0x1837a9d8
  };

  /** What comes behind prefix and part (FIPS 180-4, section 5.1.1). */
  private static final byte[] PADDING = padding(PREFIX.length + BYTES);

  private Parts() {}

  /**
   * The digests, one after another.
   *
   * @param bytes the parts, one after another
   * @param offset where the first begins
   * @param count of parts
   */
  public static byte[] digests(byte[] bytes, int offset, int count) {
    return digests(Lanes.chosen(), bytes, offset, count);
  }

  static byte[] digests(boolean sideBySide, byte[] bytes, int offset, int count) {
    ByteBuffer digests = ByteBuffer.allocate(count * ObjectId.BYTES);
    int done = 0;
    if (sideBySide && count >= FEWEST) {
      LoopSha256 loops = new LoopSha256();
      while (count - done >= FEWEST) {
        int lanes = Math.min(count - done, LoopSha256.LANES);
        sideBySide(loops, bytes, offset + done * BYTES, lanes, digests);
        done += lanes;
      }
    }
    MessageDigest sha256 = ObjectId.sha256();
    for (; done < count; done++) {
      sha256.update(PREFIX);
      sha256.update(bytes, offset + done * BYTES, BYTES);
      digests.put(sha256.digest());
    }
    return digests.array();
  }

  private static void sideBySide(
      LoopSha256 loops, byte[] bytes, int offset, int lanes, ByteBuffer digests) {
    loops.start(AFTER_PREFIX);
    loops.update(bytes, offset, BYTES, lanes, BYTES / LoopSha256.BLOCK);
    loops.update(PADDING, 0, 0, lanes, 1);
    for (int lane = 0; lane < lanes; lane++) {
      for (int i = 0; i < LoopSha256.WORDS; i++) {
        digests.putInt(loops.word(i, lane));
      }
    }
  }

  /** The last block of a message of whole blocks. */
  private static byte[] padding(int length) {
    byte[] block = new byte[LoopSha256.BLOCK];
    block[0] = (byte) 0x80;
    ByteBuffer.wrap(block).putLong(LoopSha256.BLOCK - Long.BYTES, (long) Byte.SIZE * length);
    return block;
  }
}
