package dev.fedbench.result;

import java.util.List;
import java.util.Optional;

/**
 * What it took to reach an accuracy.
 *
 * @param target the accuracy asked for
 * @param rounds rounds until it was first reached
 * @param seconds seconds from the first round's start to that round's end
 * @param bytes envelope bytes that the coordinator had received and sent by then
 */
public record ToAccuracy(double target, int rounds, double seconds, long bytes) {

  public ToAccuracy {
    Figures.share("target accuracy", target);
    Figures.atLeast("rounds", rounds, 1);
    Figures.seconds("seconds", seconds);
    Figures.atLeast("bytes", bytes, 0);
  }

  /** The first of {@code rounds} (in order) that reaches {@code target}, if one does. */
  public static Optional<ToAccuracy> of(double target, List<RoundRow> rounds) {
    long bytes = 0;
    for (RoundRow round : rounds) {
      bytes = plus(plus(bytes, round.bytesReceived()), round.bytesSent());
      if (round.accuracy().isPresent() && round.accuracy().getAsDouble() >= target) {
        return Optional.of(new ToAccuracy(target, round.round(), round.elapsed(), bytes));
      }
    }
    return Optional.empty();
  }

  /** Rounds may come from a file, and say anything. */
  private static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
