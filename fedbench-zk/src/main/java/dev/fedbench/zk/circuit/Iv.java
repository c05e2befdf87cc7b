package dev.fedbench.zk.circuit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What binds a commitment to its run, round, client and salt. */
public final class Iv {

  private static final String TAG = "fedbench.update.v1";
  static final int BITS = 253;
  private static final int SALT_BYTES = 32;

  private Iv() {}

  /**
   * SHA-256 over the tag and all of it, each length-prefixed (u32 big-endian; integers are u64
   * big-endian, text is UTF-8), as a big-endian integer modulo 2^253.
   *
   * @param salt 32 unpredictable bytes, never used twice
   * @throws IllegalArgumentException if the salt has another length, or a text is not Unicode
   */
  public static BigInteger of(
      String circuitId,
      byte[] runId,
      long round,
      long baseVersion,
      String clientId,
      long values,
      int bits,
      long scale,
      long examples,
      byte[] salt) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException(
          "a salt of %d bytes; expected %d".formatted(salt.length, SALT_BYTES));
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      field(out, utf8(TAG));
      field(out, utf8(circuitId));
      field(out, runId);
      field(out, round);
      field(out, baseVersion);
      field(out, utf8(clientId));
      field(out, values);
      field(out, bits);
      field(out, scale);
      field(out, examples);
      field(out, salt);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return new BigInteger(1, digest).and(BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE));
    } catch (IOException e) {
      throw new UncheckedIOException("not in memory", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Unlike {@code getBytes}, which writes a question mark for each half of a surrogate pair. */
  private static byte[] utf8(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text that is not Unicode", e);
    }
  }

  private static void field(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void field(DataOutputStream out, long number) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(number);
  }
}
