package dev.fedbench.storage.hash.spi;

/**
 * A service: SHA-256 (FIPS 180-4) of {@link #LANES} messages side by side (Gueron and Krasnov,
 * Simultaneous hashing of multiple messages, 2012). Thread-safe.
 */
public interface LaneSha256 {

  /** Messages side by side. */
  int LANES = 16;

  /** Words of a state. */
  int WORDS = 8;

  /** Bytes of a block of a message. */
  int BLOCK = 64;

  /** Says what does the work, for reports: such as {@code "vectors of 512 bits"}. */
  String name();

  /**
   * Goes over blocks of each message (section 6.2.2; whoever calls pads).
   *
   * @param states hash values: word i of lane k is at {@code LANES * i + k}
   * @param bytes those of lane k begin at {@code offset + k * stride}
   * @param blocks of each lane
   * @throws IndexOutOfBoundsException if they are not all there; states are undefined then
   */
  void compress(int[] states, byte[] bytes, int offset, int stride, int blocks);
}
