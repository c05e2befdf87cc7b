package dev.fedbench.zmq.curve;

import java.util.Arrays;

/** Who somebody is: the public half of {@link CurveKeys}. Anybody may know it. Immutable. */
public final class CurvePublicKey {

  static final int BYTES = 32;
  static final int Z85_CHARACTERS = 40;

  private final byte[] bytes;

  private CurvePublicKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @param bytes 32
   * @throws IllegalArgumentException if they are not 32
   */
  public static CurvePublicKey of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a public key of %d bytes; expected %d".formatted(bytes.length, BYTES));
    }
    return new CurvePublicKey(bytes.clone());
  }

  /**
   * @param z85 40 characters
   * @throws IllegalArgumentException if it is no key in Z85; the message does not show it, as it
   *     may be a secret in the wrong place
   */
  public static CurvePublicKey of(String z85) {
    return new CurvePublicKey(decode("public key", z85));
  }

  static byte[] decode(String what, String z85) {
    if (z85.length() != Z85_CHARACTERS) {
      throw new IllegalArgumentException(
          "a %s of %d characters; expected %d in Z85"
              .formatted(what, z85.length(), Z85_CHARACTERS));
    }
    try {
      return Z85.decode(z85);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a %s that is not Z85: %s; expected %d of its characters"
              .formatted(what, e.getMessage(), Z85_CHARACTERS),
          e);
    }
  }

  /** A copy, of 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** 40 characters. */
  public String z85() {
    return Z85.encode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurvePublicKey && Arrays.equals(bytes, ((CurvePublicKey) other).bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Its Z85. */
  @Override
  public String toString() {
    return z85();
  }
}
