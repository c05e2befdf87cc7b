package dev.fedbench.core.load;

import dev.fedbench.result.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a load came to, its warm-up left out. Immutable.
 *
 * @param outcome COMPLETED, SATURATED, GENERATOR_LIMITED, FAILED or CANCELLED
 * @param reason what was found, against what was expected, unless it is COMPLETED
 * @param targetRate requests a second that were asked for: of an open loop, or of a closed one with
 *     a limit; empty if none was
 * @param requests requests that were made or due: completed, failed and unfinished ones
 * @param completed requests that succeeded
 * @param failures requests that did not, by cause; no cause with 0
 * @param firstFailure what the first of them said, at most 200 characters; empty if none failed
 * @param unfinished requests that had not ended when the grace was over or the run was cancelled,
 *     those that could not be started included
 * @param elapsedNanos from the first start to the last end of a request; of an open loop that left
 *     requests unfinished, to when they were given up
 * @param requestBytes of the bodies of completed requests
 * @param responseBytes of the bodies of their answers
 * @param response open loop: from the intended start to the end, of completed requests, timed-out
 *     ones (at least the timeout) and unfinished ones (until they were given up). Closed loop: the
 *     same as {@code service}
 * @param service from the start to the end, of completed requests
 * @param lateness open loop: from the intended start to the start, of all requests that were
 *     started. Closed loop with a limit of the rate: the same, of requests that waited for nothing
 *     but their time; without, empty
 * @param series {@code response} by the second in which it ended
 */
public record LoadResult(
    Outcome outcome,
    Optional<String> reason,
    OptionalDouble targetRate,
    long requests,
    long completed,
    Map<FailureCause, Long> failures,
    Optional<String> firstFailure,
    long unfinished,
    long elapsedNanos,
    long requestBytes,
    long responseBytes,
    Latencies response,
    Latencies service,
    Latencies lateness,
    Series series) {

  public LoadResult {
    Objects.requireNonNull(targetRate, "targetRate");
    Objects.requireNonNull(firstFailure, "firstFailure");
    Objects.requireNonNull(response, "response");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(lateness, "lateness");
    Objects.requireNonNull(series, "series");
    if ((outcome == Outcome.COMPLETED) == reason.isPresent()) {
      throw new IllegalArgumentException(
          "outcome %s with reason %s; a reason belongs to all outcomes but COMPLETED"
              .formatted(outcome, reason));
    }
    Map<FailureCause, Long> copy = new EnumMap<>(FailureCause.class);
    copy.putAll(failures);
    failures = Collections.unmodifiableMap(copy);
    long failed = sum(failures);
    if (requests != completed + failed + unfinished || elapsedNanos < 0) {
      throw new IllegalArgumentException(
          "%d requests in %d ns, of which %d completed, %d failed, %d unfinished; expected their sum"
              .formatted(requests, elapsedNanos, completed, failed, unfinished));
    }
  }

  /** Requests that failed, whatever the cause. */
  public long failed() {
    return sum(failures);
  }

  /** Completed requests a second; 0 if none completed. */
  public double rate() {
    return elapsedNanos == 0 ? 0 : completed * 1e9 / elapsedNanos;
  }

  /**
   * Bytes of completed requests' bodies a second, one way; the 10^6th part is megabytes a second.
   */
  public double requestBytesPerSecond() {
    return elapsedNanos == 0 ? 0 : requestBytes * 1e9 / elapsedNanos;
  }

  /** The share of requests that failed or were left unfinished; 0 if there was none. */
  public double errorRatio() {
    return requests == 0 ? 0 : (double) (requests - completed) / requests;
  }

  /**
   * The latencies that may be called those of the target rate (open loop) or of this load (closed
   * loop): empty unless the outcome is COMPLETED.
   */
  public Optional<Latencies> headline() {
    return outcome == Outcome.COMPLETED ? Optional.of(response) : Optional.empty();
  }

  private static long sum(Map<FailureCause, Long> failures) {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }
}
