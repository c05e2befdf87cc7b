package dev.fedbench.zk.field;

import static dev.fedbench.zk.field.Modulus.LIMBS;
import static dev.fedbench.zk.field.Modulus.LIMB_BITS;
import static dev.fedbench.zk.field.Modulus.MASK;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Elements of a prime field as 32 bytes, the lowest first, that hold the number times a power of
 * two modulo p: as other tools' files do, whose Montgomery form has another R than ours.
 * Thread-safe.
 */
public final class LittleEndian {

  /** Of an element. */
  public static final int BYTES = 32;

  private static final int R_BITS = LIMBS * LIMB_BITS;

  private final Modulus modulus;
  private final long[] in;
  private final long[] out;

  /**
   * @param shift the exponent of the power of two: 0 for plain numbers
   */
  public LittleEndian(PrimeField field, int shift) {
    modulus = field.modulus();
    BigInteger power = BigInteger.ONE.shiftLeft(shift).mod(modulus.value);
    out = Modulus.limbs(power);
    BigInteger square = BigInteger.ONE.shiftLeft(2 * R_BITS);
    in = Modulus.limbs(square.multiply(power.modInverse(modulus.value)).mod(modulus.value));
  }

  /**
   * z = the element at a place of the buffer, whose order must be little-endian.
   *
   * @return false if it is not below p; then z is no element
   */
  public boolean read(long[] z, int zo, ByteBuffer bytes, int at) {
    long w0 = bytes.getLong(at);
    long w1 = bytes.getLong(at + 8);
    long w2 = bytes.getLong(at + 16);
    long w3 = bytes.getLong(at + 24);
    z[zo] = w0 & MASK;
    z[zo + 1] = (w0 >>> 52 | w1 << 12) & MASK;
    z[zo + 2] = (w1 >>> 40 | w2 << 24) & MASK;
    z[zo + 3] = (w2 >>> 28 | w3 << 36) & MASK;
    z[zo + 4] = w3 >>> 16;
    if (!isBelowPrime(z, zo)) {
      return false;
    }
    Montgomery.mul(modulus, z, zo, z, zo, in, 0);
    return true;
  }

  private boolean isBelowPrime(long[] z, int zo) {
    long[] prime = {modulus.p0, modulus.p1, modulus.p2, modulus.p3, modulus.p4};
    for (int i = LIMBS - 1; i >= 0; i--) {
      if (z[zo + i] != prime[i]) {
        return z[zo + i] < prime[i];
      }
    }
    return false;
  }

  /** Writes x to a place of the buffer, whose order must be little-endian. */
  public void write(ByteBuffer bytes, int at, long[] x, int xo) {
    long[] z = new long[LIMBS];
    Montgomery.mul(modulus, z, 0, x, xo, out, 0);
    Montgomery.reduce(modulus, z, 0, z, 0);
    bytes.putLong(at, z[0] | z[1] << 52);
    bytes.putLong(at + 8, z[1] >>> 12 | z[2] << 40);
    bytes.putLong(at + 16, z[2] >>> 24 | z[3] << 28);
    bytes.putLong(at + 24, z[3] >>> 36 | z[4] << 16);
  }
}
