package dev.fedbench.spi;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects mistakes, so that a user hears of all of them at once. Not thread-safe. */
public final class Problems {

  /** No wait is longer: sums of a few of them in nanoseconds stay in a long. */
  public static final Duration LONGEST = Duration.ofDays(3_650);

  private final List<String> found = new ArrayList<>();

  /** None yet. */
  public Problems() {}

  /** Adds a mistake if {@code ok} is false. */
  public Problems expect(boolean ok, String message, Object... arguments) {
    if (!ok) {
      found.add(arguments.length == 0 ? message : message.formatted(arguments));
    }
    return this;
  }

  /** A number has a lower bound. */
  public Problems atLeast(String what, long value, long least) {
    return expect(value >= least, "%s: %d; expected at least %d", what, value, least);
  }

  /** A number has bounds, both allowed. */
  public Problems between(String what, long value, long least, long most) {
    return expect(
        value >= least && value <= most, "%s: %d; expected %d to %d", what, value, least, most);
  }

  /** A duration is longer than zero, and not longer than {@link #LONGEST}. */
  public Problems positive(String what, Duration value) {
    return expect(
        !value.isNegative() && !value.isZero() && value.compareTo(LONGEST) <= 0,
        "%s: %s; expected more than zero, up to %d days",
        what,
        value,
        LONGEST.toDays());
  }

  /** A URI is absolute, names a host, and has one of the schemes. */
  public Problems address(String what, URI value, String... schemes) {
    boolean known = value.getScheme() != null && List.of(schemes).contains(value.getScheme());
    return expect(
        known && value.getHost() != null,
        "%s: '%s'; expected %s://host:port",
        what,
        value,
        String.join(":// or ", schemes));
  }

  /** Builds a part, and collects its mistakes instead of throwing them. */
  public <T> Optional<T> build(Supplier<T> part) {
    try {
      return Optional.of(part.get());
    } catch (InvalidConfigException e) {
      found.addAll(e.problems());
    } catch (IllegalArgumentException e) {
      found.add(e.getMessage());
    }
    return Optional.empty();
  }

  /** The mistakes so far. */
  public List<String> found() {
    return List.copyOf(found);
  }

  /**
   * Ends the collection.
   *
   * @throws InvalidConfigException if there was a mistake
   */
  public void orThrow() {
    if (!found.isEmpty()) {
      throw new InvalidConfigException(found);
    }
  }
}
