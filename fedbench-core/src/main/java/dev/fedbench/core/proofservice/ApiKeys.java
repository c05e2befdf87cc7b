package dev.fedbench.core.proofservice;

import dev.fedbench.spi.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which keys a proof server takes. Holds their digests alone, and compares all of them in constant
 * time. Immutable.
 */
public final class ApiKeys {

  /** What may become of a question. */
  enum Verdict {
    GOOD,
    MISSING,
    MALFORMED,
    UNKNOWN
  }

  /** Characters of the shortest key that is taken: 128 bits of hexadecimal are 32. */
  public static final int LEAST_LENGTH = 16;

  private static final int MOST_LENGTH = 1_000;

  private final List<byte[]> digests;

  private ApiKeys(List<byte[]> digests) {
    this.digests = digests;
  }

  /** Whoever asks is answered. */
  public static ApiKeys open() {
    return new ApiKeys(List.of());
  }

  /**
   * Whoever shows one of these is answered.
   *
   * @throws dev.fedbench.spi.InvalidConfigException if there is none, or one of them is not of
   *     {@link #LEAST_LENGTH} to 1,000 visible ASCII characters; the message does not show it
   */
  public static ApiKeys of(Collection<String> keys) {
    Problems problems = new Problems().atLeast("api keys", keys.size(), 1);
    int number = 0;
    for (String key : keys) {
      number++;
      problems.expect(
          wellFormed(key),
          "api key %d: %d characters; expected %d to %d visible ASCII characters",
          number,
          key.length(),
          LEAST_LENGTH,
          MOST_LENGTH);
    }
    problems.orThrow();
    return new ApiKeys(keys.stream().map(ApiKeys::digest).toList());
  }

  private static boolean wellFormed(String key) {
    return key.length() >= LEAST_LENGTH
        && key.length() <= MOST_LENGTH
        && key.chars().allMatch(c -> c > 32 && c < 127);
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether anybody may ask. */
  public boolean isOpen() {
    return digests.isEmpty();
  }

  Verdict check(Optional<String> shown) {
    if (isOpen()) {
      return Verdict.GOOD;
    }
    if (shown.isEmpty()) {
      return Verdict.MISSING;
    }
    if (!wellFormed(shown.get())) {
      return Verdict.MALFORMED;
    }
    byte[] digest = digest(shown.get());
    boolean known = false;
    for (byte[] each : digests) {
      known |= MessageDigest.isEqual(each, digest); // all of them, whichever it is
    }
    return known ? Verdict.GOOD : Verdict.UNKNOWN;
  }

  /** How many there are. */
  @Override
  public String toString() {
    return isOpen() ? "no api keys" : digests.size() + " api keys";
  }
}
