package dev.fedbench.core.fl.identity;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Clients 0 to n - 1, whose ids are their numbers: a million of them are one array of keys. */
public final class NumberedEnrolment implements Enrolment {

  private final int size;
  private final Optional<byte[]> publicKeys;
  private final long maxExamples;

  private NumberedEnrolment(int size, Optional<byte[]> publicKeys, long maxExamples) {
    this.size = size;
    this.publicKeys = publicKeys;
    this.maxExamples = maxExamples;
  }

  /** Clients without keys. */
  public static NumberedEnrolment unsigned(int size, long maxExamples) {
    return new NumberedEnrolment(size, Optional.empty(), maxExamples);
  }

  /** The clients of those keys. */
  public static NumberedEnrolment signed(FleetKeys keys, long maxExamples) {
    return new NumberedEnrolment(keys.size(), Optional.of(keys.publicKeys()), maxExamples);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public OptionalInt index(String clientId) {
    int length = clientId.length();
    if (length == 0 || length > 9 || length > 1 && clientId.charAt(0) == '0') {
      return OptionalInt.empty();
    }
    int value = 0;
    for (int i = 0; i < length; i++) {
      char c = clientId.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      value = value * 10 + (c - '0');
    }
    return value < size ? OptionalInt.of(value) : OptionalInt.empty();
  }

  @Override
  public String id(int index) {
    return Integer.toString(index);
  }

  @Override
  public Optional<byte[]> publicKey(int index) {
    return publicKeys.map(
        keys ->
            Arrays.copyOfRange(
                keys, index * ClientKey.PUBLIC_BYTES, (index + 1) * ClientKey.PUBLIC_BYTES));
  }

  @Override
  public long maxExamples(int index) {
    return maxExamples;
  }
}
