package dev.fedbench.storage.codec;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a chunk is encoded. All are lossless, whatever the bits. {@link #RAW}, {@link #PLANES} and
 * {@link #DELTA} are what a codec picks from by itself; the others exist to be compared with.
 */
public enum Strategy {
  /** The bytes as they are. */
  RAW(0, false),
  /** The chunk alone: planes of bytes, each coded by its own entropy. */
  PLANES(1, false),
  /** Differences of integers that are ordered as the elements are, coded given the reference. */
  DELTA(2, true),
  /** Exclusive or with the reference's bits, then as planes. */
  XOR(3, true),
  /**
   * The differences of {@link #DELTA} as plain words of 32 bits: of F32 alone, and no smaller than
   * {@link #RAW}. A difference of the floats themselves would not bring all of them back.
   */
  FLOAT32_RAW(4, true),
  /**
   * A general codec of bytes over planes: of the differences, where there is a reference, else of
   * the chunk.
   */
  COMPRESSED(5, false);

  private final int code;
  private final boolean needsReference;

  Strategy(int code, boolean needsReference) {
    this.code = code;
    this.needsReference = needsReference;
  }

  /** The first byte of an encoded chunk. */
  int code() {
    return code;
  }

  static Optional<Strategy> of(int code) {
    return Arrays.stream(values()).filter(strategy -> strategy.code == code).findFirst();
  }

  /** Whether there is nothing to encode or decode without a reference. */
  public boolean needsReference() {
    return needsReference;
  }
}
