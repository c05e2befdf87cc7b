package dev.fedbench.core.load;

import dev.fedbench.rpc.RpcResponse;
import java.util.Optional;

/** Records what became of the measured requests of an open loop. Thread-safe. */
final class OpenTally {

  private final Target target;
  private final SampleSink sink;
  private final long timeoutNanos;
  private final Tally tally = new Tally();

  OpenTally(Target target, SampleSink sink, long timeoutNanos) {
    this.target = target;
    this.sink = sink;
    this.timeoutNanos = timeoutNanos;
  }

  /** A request ended: all times are since the measured part began. */
  void ended(long request, long due, long sent, long done, RpcResponse response, Throwable thrown) {
    Optional<FailureCause> cause =
        thrown == null ? FailureCause.of(response) : Optional.of(FailureCause.of(thrown));
    if (cause.isEmpty()) {
      completed(request, due, sent, done, response.body().remaining());
    } else {
      tally.explain(() -> thrown == null ? response.text() : FailureCause.text(thrown));
      failed(cause.get(), due, sent, done);
    }
  }

  private void completed(long request, long due, long sent, long done, int bytes) {
    Stripe stripe = tally.hold();
    try {
      stripe.completed(sent, done, target.requestBytes(request), bytes);
      stripe.service(done - sent, done);
      stripe.response(done - due, done);
    } finally {
      stripe.release();
    }
    sink.take(due, sent, done, true);
  }

  private void failed(FailureCause cause, long due, long sent, long done) {
    boolean timeout = cause == FailureCause.TIMEOUT;
    long response = Math.max(done - due, timeoutNanos);
    Stripe stripe = tally.hold();
    try {
      stripe.failed(cause, sent, done);
      if (timeout) {
        stripe.response(response, done);
      }
    } finally {
      stripe.release();
    }
    if (timeout) {
      sink.take(due, sent, due + response, false);
    }
  }

  /** A request had not ended when it was given up. */
  void unfinished(long due, long sent, long now) {
    Stripe stripe = tally.hold();
    try {
      stripe.span(sent, now);
      stripe.response(now - due, now);
    } finally {
      stripe.release();
    }
    sink.take(due, sent, now, false);
  }

  Tally tally() {
    return tally;
  }
}
