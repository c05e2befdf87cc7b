package dev.fedbench.proof;

import java.util.Arrays;
import java.util.Objects;

/**
 * Whose update, of which round of which run: a proof holds for this and nothing else.
 *
 * @param runId names the run
 * @param round the round, or the client's pass
 * @param baseVersion the version of the model that the update is a change to
 * @param clientId who submits
 * @param examples how many examples the update stands for
 * @param salt 32 unpredictable bytes, never used twice: hides the update from whoever sees the
 *     proof
 */
public record UpdateContext(
    byte[] runId, long round, long baseVersion, String clientId, long examples, byte[] salt) {

  /** Bytes of a salt. */
  public static final int SALT_BYTES = 32;

  /**
   * @throws IllegalArgumentException if the salt is not of that length
   */
  public UpdateContext {
    runId = runId.clone();
    salt = salt.clone();
    Objects.requireNonNull(clientId, "client id");
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException(
          "a salt of %d bytes; expected %d".formatted(salt.length, SALT_BYTES));
    }
  }

  @Override
  public byte[] runId() {
    return runId.clone();
  }

  @Override
  public byte[] salt() {
    return salt.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UpdateContext that
        && Arrays.equals(runId, that.runId)
        && round == that.round
        && baseVersion == that.baseVersion
        && clientId.equals(that.clientId)
        && examples == that.examples
        && Arrays.equals(salt, that.salt);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  /** Without the salt. */
  @Override
  public String toString() {
    return "client %s, round %d, base version %d".formatted(clientId, round, baseVersion);
  }
}
