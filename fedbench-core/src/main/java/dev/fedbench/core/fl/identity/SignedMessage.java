package dev.fedbench.core.fl.identity;

import dev.fedbench.proof.Proof;
import dev.fedbench.proof.Statement;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What a client signs: fields in a fixed order, each behind its length as u32 big-endian; integers
 * are u64 big-endian, text is UTF-8, an absent field has length 0. {@code docs/statement.md} is the
 * specification.
 */
public final class SignedMessage {

  private static final byte[] SUBMISSION = ascii("fedbench.submission.v1");
  private static final byte[] JOIN = ascii("fedbench.join.v1");
  private static final byte[] ABSENT = {};

  private SignedMessage() {}

  /**
   * The message behind a submission without proofs: the last field binds tensor header and update.
   *
   * @param frame the update's frame, all of it
   */
  public static byte[] submission(
      byte[] runId,
      byte[] coordinatorId,
      int round,
      byte[] nonce,
      long baseVersion,
      String clientId,
      long examples,
      ByteBuffer frame) {
    return fields(
        SUBMISSION,
        runId,
        coordinatorId,
        u64(round),
        nonce,
        u64(baseVersion),
        clientId.getBytes(StandardCharsets.UTF_8),
        u64(examples),
        ABSENT, // circuit
        ABSENT, // key
        ABSENT, // public signals
        ABSENT, // proofs
        sha256(frame));
  }

  /**
   * The message behind a submission with a proof: its public signals hold a commitment, which
   * stands for update and salt. Neither is signed, because a hash of the update would undo the
   * hiding.
   *
   * @param statements what is proved, of one circuit
   */
  public static byte[] provenSubmission(
      byte[] runId,
      byte[] coordinatorId,
      int round,
      byte[] nonce,
      long baseVersion,
      String clientId,
      long examples,
      String circuitId,
      String keyId,
      List<Statement> statements,
      Proof proof) {
    return fields(
        SUBMISSION,
        runId,
        coordinatorId,
        u64(round),
        nonce,
        u64(baseVersion),
        clientId.getBytes(StandardCharsets.UTF_8),
        u64(examples),
        circuitId.getBytes(StandardCharsets.UTF_8),
        keyId.getBytes(StandardCharsets.UTF_8),
        sha256(fields(signals(statements))),
        sha256(fields(proof.parts().toArray(new byte[0][]))),
        ABSENT); // update
  }

  /** Signals in order, each in as many bytes as it takes, big-endian. */
  private static byte[][] signals(List<Statement> statements) {
    return statements.stream()
        .flatMap(statement -> statement.publicSignals().stream())
        .map(BigInteger::toByteArray)
        .toArray(byte[][]::new);
  }

  /**
   * The message behind a request to join. Who can replay it can also read the token in the reply to
   * the first; encryption hides both, and neither can submit: an update has a signature of its own.
   */
  public static byte[] join(byte[] runId, byte[] coordinatorId, String clientId) {
    return fields(JOIN, runId, coordinatorId, clientId.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] fields(byte[]... fields) {
    int size = 0;
    for (byte[] field : fields) {
      size += 4 + field.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (byte[] field : fields) {
      out.putInt(field.length).put(field);
    }
    return out.array();
  }

  private static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] sha256(byte[] data) {
    return sha256(ByteBuffer.wrap(data));
  }

  private static byte[] sha256(ByteBuffer data) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(data.duplicate());
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
