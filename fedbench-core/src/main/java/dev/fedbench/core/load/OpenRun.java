package dev.fedbench.core.load;

import dev.fedbench.core.load.Verdict.OpenFacts;
import dev.fedbench.result.Outcome;
import dev.fedbench.rpc.RpcResponse;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** One run of an open loop, on the thread that starts the requests. */
final class OpenRun {

  /** Time to get going before the first request is due. */
  private static final long LEAD_NANOS = 1_000_000;

  /** How often the wish to cancel is looked at. */
  private static final long LOOK_NANOS = 50_000_000;

  private final OpenPlan plan;
  private final Target target;
  private final BooleanSupplier cancelled;
  private final Timing timing;
  private final OpenTally results;
  private final long start;

  /** The next to be started, and the next that is due: apart while requests wait. */
  private final Arrivals next;

  private final Arrivals due;
  private final Backlog backlog = new Backlog();

  /** Of all measured requests, and of those that did not have to wait for others to end. */
  private final Samples lateness = new Samples();

  private final Samples ownLateness = new Samples();

  private final Set<Flight> flights = ConcurrentHashMap.newKeySet();
  private final AtomicLong ended = new AtomicLong();
  private final Broken broken = new Broken();
  private volatile boolean waiting;

  /** Requests due before this had to wait for others to end. */
  private long heldUntil;

  /** When the last request was due, of those that were; nothing before the first. */
  private long lastDue;

  private long unfinished;
  private boolean stopped;

  OpenRun(OpenPlan plan, Target target, SampleSink sink, BooleanSupplier cancelled, Timing timing) {
    this.plan = plan;
    this.target = target;
    this.cancelled = cancelled;
    this.timing = timing;
    results = new OpenTally(target, sink, plan.timeout().toNanos());
    next = new Arrivals(plan);
    due = new Arrivals(plan);
    start = timing.nanos() + LEAD_NANOS;
    heldUntil = start;
  }

  LoadResult run() throws InterruptedException {
    try {
      while (!next.ended() && awaitTime() && awaitRoom()) {
        send();
        next.advance();
      }
      await(0);
    } finally {
      giveUp();
    }
    broken.rethrow();
    return result();
  }

  /** Waits until the next request is due; false if the run is to stop. */
  private boolean awaitTime() throws InterruptedException {
    long at = start + next.offset();
    do {
      if (stop()) {
        return false;
      }
      long now = timing.nanos();
      timing.until(at - now > LOOK_NANOS ? now + LOOK_NANOS : at);
    } while (timing.nanos() - at < 0);
    return true;
  }

  /** Waits until a request may be started; false if the run is to stop or the grace is over. */
  private boolean awaitRoom() throws InterruptedException {
    if (next.index() - ended.get() < plan.maxInFlight()) {
      return true;
    }
    boolean room = await(plan.maxInFlight() - 1);
    heldUntil = timing.nanos();
    return room;
  }

  /** Waits until so many are in flight; false if the run is to stop or the grace is over first. */
  private boolean await(long inFlight) throws InterruptedException {
    waiting = true;
    try {
      while (next.index() - ended.get() > inFlight) {
        long now = timing.nanos();
        lookAhead(now);
        long left = due.ended() ? lastDue + plan.grace().toNanos() - now : LOOK_NANOS;
        if (left <= 0 || stop()) {
          return false;
        }
        timing.atMost(now + Math.min(left, LOOK_NANOS));
      }
      return true;
    } finally {
      waiting = false;
    }
  }

  private boolean stop() {
    stopped = stopped || broken.isBroken() || cancelled.getAsBoolean();
    return stopped;
  }

  /** Goes on to the first request that is not due yet. */
  private void lookAhead(long now) {
    while (!due.ended() && start + due.offset() - now <= 0) {
      lastDue = start + due.offset();
      due.advance();
    }
  }

  private void send() {
    long now = timing.nanos();
    if (next.measured()) {
      look(now);
    }
    Flight flight = new Flight(this, next.index(), start + next.offset(), now, next.measured());
    flights.add(flight);
    flight.start(target);
  }

  /** What starting a measured request now says of generator and backlog. */
  private void look(long now) {
    long at = start + next.offset();
    lateness.add(now - at, now - measuredFrom());
    if (at - heldUntil >= 0) {
      ownLateness.add(now - at, now - measuredFrom());
    }
    if (backlog.wanted(next.measuredIndex())) {
      lookAhead(now);
      backlog.add(due.index() - ended.get());
    }
  }

  /** A request ended; on any thread. */
  void ended(Flight flight, RpcResponse response, Throwable thrown) {
    long now = timing.nanos();
    flights.remove(flight);
    try {
      if (flight.measured()) {
        long from = measuredFrom();
        results.ended(
            flight.request(),
            flight.dueNanos() - from,
            flight.sentNanos() - from,
            now - from,
            response,
            thrown);
      }
    } catch (RuntimeException | Error e) {
      broken.with(e);
    } finally {
      ended.incrementAndGet();
      if (waiting) {
        timing.wake();
      }
    }
  }

  /** Gives up what has not ended, and what was due and could not be started. */
  private void giveUp() {
    long sent = next.index();
    long now = timing.nanos();
    List<Flight> abandoned = flights.stream().filter(Flight::end).toList();
    abandoned.forEach(flight -> unfinished(flight, now));
    for (; !next.ended() && start + next.offset() - now <= 0; next.advance()) {
      if (next.measured()) {
        unfinished(start + next.offset(), now, now);
      }
    }
    abandoned.forEach(Flight::giveUp);
    while (ended.get() + abandoned.size() < sent) {
      Thread.yield(); // the last ones are being written down
    }
  }

  private void unfinished(Flight flight, long now) {
    flights.remove(flight);
    if (flight.measured()) {
      unfinished(flight.dueNanos(), flight.sentNanos(), now);
    }
  }

  private void unfinished(long at, long sent, long now) {
    unfinished++;
    results.unfinished(at - measuredFrom(), sent - measuredFrom(), now - measuredFrom());
  }

  /**
   * When the measured part began. Set before its first request is started, and read by other
   * threads only after that.
   */
  private long measuredFrom() {
    return start + next.measuredFrom();
  }

  private LoadResult result() {
    Totals totals = results.tally().totals();
    Latencies response = totals.series().total();
    long requests = totals.completed() + totals.failed() + unfinished;
    Verdict verdict = verdict(totals, requests, response);
    return new LoadResult(
        verdict.outcome(),
        verdict.reason(),
        OptionalDouble.of(plan.rate()),
        requests,
        totals.completed(),
        totals.failures(),
        results.tally().firstFailure(),
        unfinished,
        totals.elapsedNanos(),
        totals.requestBytes(),
        totals.responseBytes(),
        response,
        totals.service(),
        lateness.take(),
        totals.series());
  }

  private Verdict verdict(Totals totals, long requests, Latencies response) {
    if (stopped) {
      return Verdict.of(Outcome.CANCELLED, "cancelled after %d requests", requests);
    }
    Latencies own = ownLateness.take();
    return Verdict.of(
        new OpenFacts(
            requests,
            totals.completed(),
            totals.failures(),
            plan.rate(),
            totals.rate(),
            backlog.growth(),
            response.isEmpty() ? 0 : response.percentile(50),
            own.isEmpty() ? 0 : own.percentile(99)),
        plan.limits());
  }
}
