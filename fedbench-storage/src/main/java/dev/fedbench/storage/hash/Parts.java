package dev.fedbench.storage.hash;

import dev.fedbench.storage.hash.spi.LaneSha256;
import dev.fedbench.storage.pack.ObjectId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * SHA-256 of {@value #COUNT} parts of equal length, each behind a block of zeros: no id's preimage
 * starts with one. Thread-safe.
 */
public final class Parts {

  /** How many there are. */
  public static final int COUNT = LaneSha256.LANES;

  /** What the length of a part is a multiple of. */
  public static final int UNIT = LaneSha256.BLOCK;

  private static final byte[] PREFIX = new byte[UNIT];

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
   * @param length of each: a multiple of {@link #UNIT}
   */
  public static byte[] digests(byte[] bytes, int offset, int length) {
    Optional<LaneSha256> lanes = Lanes.chosen();
    return lanes.isPresent()
        ? sideBySide(lanes.get(), bytes, offset, length)
        : oneByOne(bytes, offset, length);
  }

  static byte[] oneByOne(byte[] bytes, int offset, int length) {
    MessageDigest sha256 = ObjectId.sha256();
    ByteBuffer digests = ByteBuffer.allocate(COUNT * ObjectId.BYTES);
    for (int k = 0; k < COUNT; k++) {
      sha256.update(PREFIX);
      sha256.update(bytes, offset + k * length, length);
      digests.put(sha256.digest());
    }
    return digests.array();
  }

  static byte[] sideBySide(LaneSha256 lanes, byte[] bytes, int offset, int length) {
    int[] states = new int[LaneSha256.WORDS * COUNT];
    for (int i = 0; i < states.length; i++) {
      states[i] = START[i / COUNT];
    }
    lanes.compress(states, PREFIX, 0, 0, 1);
    lanes.compress(states, bytes, offset, length, length / UNIT);
    lanes.compress(states, padding(UNIT + length), 0, 0, 1);
    ByteBuffer digests = ByteBuffer.allocate(COUNT * ObjectId.BYTES);
    for (int k = 0; k < COUNT; k++) {
      for (int i = 0; i < LaneSha256.WORDS; i++) {
        digests.putInt(states[COUNT * i + k]);
      }
    }
    return digests.array();
  }

  /** The last block of a message of whole blocks. */
  private static byte[] padding(int length) {
    byte[] block = new byte[UNIT];
    block[0] = END;
    ByteBuffer.wrap(block).putLong(UNIT - Long.BYTES, (long) Byte.SIZE * length);
    return block;
  }
}
