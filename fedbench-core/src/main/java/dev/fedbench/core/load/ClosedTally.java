package dev.fedbench.core.load;

import dev.fedbench.result.Outcome;
import dev.fedbench.rpc.RpcResponse;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/** Records what became of the requests of a closed loop. Thread-safe. */
final class ClosedTally {

  /** So many calls in a row that reach nobody end the run: more would only burn the processor. */
  private static final int UNREACHABLE = 1_000;

  private final Target target;
  private final SampleSink sink;
  private final long startNanos;
  private final Tally tally = new Tally();
  private final AtomicInteger reachedNobody = new AtomicInteger();
  private volatile boolean unreachable;

  ClosedTally(Target target, SampleSink sink, long startNanos) {
    this.target = target;
    this.sink = sink;
    this.startNanos = startNanos;
  }

  void ended(long request, long sentNanos, long doneNanos, RpcResponse response, Throwable thrown) {
    Optional<FailureCause> cause =
        thrown == null ? FailureCause.of(response) : Optional.of(FailureCause.of(thrown));
    long sent = sentNanos - startNanos;
    long done = doneNanos - startNanos;
    if (cause.isEmpty()) {
      completed(request, sent, done, response.body().remaining());
    } else {
      tally.explain(() -> thrown == null ? response.text() : FailureCause.text(thrown));
      failed(cause.get(), sent, done);
    }
  }

  private void completed(long request, long sent, long done, int bytes) {
    Stripe stripe = tally.hold();
    try {
      stripe.completed(sent, done, target.requestBytes(request), bytes);
      stripe.response(done - sent, done);
    } finally {
      stripe.release();
    }
    if (reachedNobody.getPlain() != 0) {
      reachedNobody.set(0);
    }
    sink.take(sent, sent, done, true);
  }

  private void failed(FailureCause cause, long sent, long done) {
    Stripe stripe = tally.hold();
    try {
      stripe.failed(cause, sent, done);
    } finally {
      stripe.release();
    }
    boolean nobody = cause == FailureCause.UNAVAILABLE || cause == FailureCause.CLOSED;
    if (nobody && reachedNobody.incrementAndGet() == UNREACHABLE) {
      unreachable = true;
    }
  }

  /** Whether so many requests in a row reached nobody that it is no use to go on. */
  boolean unreachable() {
    return unreachable;
  }

  LoadResult result(
      ClosedPlan plan, int connections, boolean cancelled, long unfinished, Latencies lateness) {
    Totals totals = tally.totals();
    Latencies latency = totals.series().total();
    Verdict verdict = verdict(totals, cancelled);
    OptionalDouble each = plan.ratePerConnection();
    return new LoadResult(
        verdict.outcome(),
        verdict.reason(),
        each.isPresent() ? OptionalDouble.of(each.getAsDouble() * connections) : each,
        totals.completed() + totals.failed() + unfinished,
        totals.completed(),
        totals.failures(),
        tally.firstFailure(),
        unfinished,
        totals.elapsedNanos(),
        totals.requestBytes(),
        totals.responseBytes(),
        latency,
        latency,
        lateness,
        totals.series());
  }

  private Verdict verdict(Totals totals, boolean cancelled) {
    if (cancelled) {
      return Verdict.of(
          Outcome.CANCELLED, "cancelled after %d requests", totals.completed() + totals.failed());
    }
    if (unreachable) {
      return Verdict.of(
          Outcome.FAILED,
          "%d requests in a row reached nobody: %s",
          UNREACHABLE,
          tally.firstFailure().orElse(""));
    }
    if (totals.completed() == 0) {
      return Verdict.of(Outcome.FAILED, "no request completed, %s failed", totals.failures());
    }
    return Verdict.COMPLETED;
  }
}
