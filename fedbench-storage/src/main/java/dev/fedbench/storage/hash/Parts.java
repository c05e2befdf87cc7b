package dev.fedbench.storage.hash;

import dev.fedbench.storage.hash.spi.LaneSha256;
import dev.fedbench.storage.pack.ObjectId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * SHA-256 of parts of {@value #BYTES} bytes, each behind a block of zeros: no id's preimage starts
 * with one. Thread-safe.
 */
public final class Parts {

  /** Of a part: no power of two, so that parts side by side are not after the same cache lines. */
  public static final int BYTES = 60 * LaneSha256.BLOCK;

  private static final byte[] PREFIX = new byte[LaneSha256.BLOCK];

  /** Bits that a part's padding begins with (FIPS 180-4, section 5.1.1). */
  private static final byte END = (byte) 0x80;

  /** The first words of a hash, before anything is hashed (section 5.3.3). */
  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

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

  static byte[] digests(Optional<LaneSha256> lanes, byte[] bytes, int offset, int count) {
    ByteBuffer digests = ByteBuffer.allocate(count * ObjectId.BYTES);
    int fewest = lanes.map(found -> Math.max(LaneSha256.GROUP, found.fewest())).orElse(0);
    int done = 0;
    while (lanes.isPresent() && count - done >= fewest) {
      int some = Math.min(count - done, LaneSha256.MOST) / LaneSha256.GROUP * LaneSha256.GROUP;
      sideBySide(lanes.get(), some, bytes, offset + done * BYTES, digests);
      done += some;
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
      LaneSha256 sha256, int lanes, byte[] bytes, int offset, ByteBuffer digests) {
    int[] states = new int[LaneSha256.WORDS * LaneSha256.MOST];
    for (int i = 0; i < states.length; i++) {
      states[i] = START[i / LaneSha256.MOST];
    }
    sha256.compress(states, lanes, PREFIX, 0, 0, 1);
    sha256.compress(states, lanes, bytes, offset, BYTES, BYTES / LaneSha256.BLOCK);
    sha256.compress(states, lanes, padding(LaneSha256.BLOCK + BYTES), 0, 0, 1);
    for (int k = 0; k < lanes; k++) {
      for (int i = 0; i < LaneSha256.WORDS; i++) {
        digests.putInt(states[LaneSha256.MOST * i + k]);
      }
    }
  }

  /** The last block of a message of whole blocks. */
  private static byte[] padding(int length) {
    byte[] block = new byte[LaneSha256.BLOCK];
    block[0] = END;
    ByteBuffer.wrap(block).putLong(LaneSha256.BLOCK - Long.BYTES, (long) Byte.SIZE * length);
    return block;
  }
}
