package dev.fedbench.core.fl.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The keys of a simulated fleet. Private keys derive from one secret of SecureRandom, so that a
 * million of them need no memory; they are made for the run and gone after it.
 */
public final class FleetKeys {

  private final byte[] secret = new byte[32];
  private final byte[] publicKeys;

  private FleetKeys(int size, SecureRandom random) {
    random.nextBytes(secret);
    publicKeys = new byte[Math.multiplyExact(size, ClientKey.PUBLIC_BYTES)];
    IntStream.range(0, size)
        .parallel()
        .forEach(
            i ->
                System.arraycopy(
                    ClientKey.of(privateKey(i)).publicKey(),
                    0,
                    publicKeys,
                    i * ClientKey.PUBLIC_BYTES,
                    ClientKey.PUBLIC_BYTES));
  }

  /** Keys for so many clients. */
  public static FleetKeys generate(int size, SecureRandom random) {
    return new FleetKeys(size, random);
  }

  /** How many clients have keys. */
  public int size() {
    return publicKeys.length / ClientKey.PUBLIC_BYTES;
  }

  /** The key of the client of that index. */
  public ClientKey key(int index) {
    int from = index * ClientKey.PUBLIC_BYTES;
    return ClientKey.of(
        privateKey(index), Arrays.copyOfRange(publicKeys, from, from + ClientKey.PUBLIC_BYTES));
  }

  byte[] publicKeys() {
    return publicKeys;
  }

  private byte[] privateKey(int index) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(secret);
      sha.update(
          new byte[] {
            (byte) (index >> 24), (byte) (index >> 16), (byte) (index >> 8), (byte) index
          });
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "FleetKeys[" + size() + " keys, hidden]";
  }
}
