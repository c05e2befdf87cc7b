package dev.fedbench.core.load;

import dev.fedbench.rpc.RpcResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * One part of a closed loop, the warm-up or what is measured. The thread that runs it watches over
 * it, and gives permits where the rate is limited; requests are started by others.
 */
final class ClosedRun {

  /** No request is left. */
  static final long NONE = -1;

  private static final long LOOK_NANOS = 50_000_000;

  /** How long threads of a run that is over may take to notice. */
  private static final long NOTICE_NANOS = 1_000_000_000;

  private final ClosedPlan plan;
  private final Extent extent;
  private final Target target;
  private final BooleanSupplier cancelled;
  private final Timing timing;
  private final ClosedTally results;
  private final long firstRequest;
  private final long start;
  private final long timeNanos;
  private final List<Slot> slots;
  private final List<Gate> gates;
  private final Starters starters;
  private final Samples lateness = new Samples();

  private final AtomicLong next = new AtomicLong();
  private final AtomicInteger live;
  private final Broken broken = new Broken();
  private volatile boolean stopped;
  private volatile boolean abandoned;
  private boolean cancelling;
  private int unfinished;

  /**
   * Nothing is started yet.
   *
   * @param firstRequest the number of its first request
   */
  ClosedRun(
      ClosedPlan plan,
      Extent extent,
      long firstRequest,
      Target target,
      SampleSink sink,
      BooleanSupplier cancelled,
      Timing timing) {
    this.plan = plan;
    this.extent = extent;
    this.firstRequest = firstRequest;
    this.target = target;
    this.cancelled = cancelled;
    this.timing = timing;
    int connections = target.connections();
    boolean paced = plan.ratePerConnection().isPresent();
    gates = paced ? IntStream.range(0, connections).mapToObj(c -> new Gate()).toList() : List.of();
    starters = new Starters(connections);
    slots =
        IntStream.range(0, plan.inFlight())
            .mapToObj(i -> new Slot(this, i % connections, starters.of(i % connections)))
            .toList();
    live = new AtomicInteger(slots.size());
    timeNanos = extent.time().toNanos();
    start = timing.nanos();
    results = new ClosedTally(target, sink, start);
  }

  void run() throws InterruptedException {
    try {
      if (gates.isEmpty()) {
        slots.forEach(slot -> starters.of(slot.connection()).add(slot));
        starters.start();
      } else {
        slots.forEach(slot -> gates.get(slot.connection()).pass(slot));
        givePermits();
      }
      awaitEnds();
    } finally {
      giveUp();
    }
    broken.rethrow();
  }

  /** One permit after the other, to one connection after the other. */
  private void givePermits() throws InterruptedException {
    long each = Rates.thousandths(plan.ratePerConnection().getAsDouble());
    Schedule schedule = Schedule.constant(each * gates.size());
    for (int i = 0; ; i = (i + 1) % gates.size()) {
      long at = start + Math.min(schedule.next(), timeNanos);
      if (!awaitTime(at) || at - start == timeNanos) {
        break;
      }
      Optional<Slot> waited = gates.get(i).permit();
      if (waited.isPresent()) {
        long now = timing.nanos();
        lateness.add(now - at, now - start);
        waited.get().go();
      }
    }
    gates.forEach(gate -> gate.open().forEach(Slot::go));
  }

  /** Waits until then; false if the run is over first. */
  private boolean awaitTime(long at) throws InterruptedException {
    do {
      long now = timing.nanos();
      if (over(now)) {
        return false;
      }
      timing.until(at - now > LOOK_NANOS ? now + LOOK_NANOS : at);
    } while (timing.nanos() - at < 0);
    return true;
  }

  /** Waits until no slot has anything to do, or the grace is over. */
  private void awaitEnds() throws InterruptedException {
    long deadline = Long.MAX_VALUE;
    while (live.get() > 0) {
      long now = timing.nanos();
      boolean over = over(now);
      if (over && deadline == Long.MAX_VALUE) {
        deadline = now + plan.grace().toNanos();
      }
      if (cancelling || broken.isBroken() || over && now - deadline >= 0) {
        return;
      }
      timing.atMost(over ? Math.min(deadline, now + LOOK_NANOS) : now + LOOK_NANOS);
    }
  }

  /** Whether no request is to be started any more. */
  private boolean over(long now) {
    if (cancelled.getAsBoolean()) {
      cancelling = true;
      stopped = true;
    }
    return stopped || now - start >= timeNanos || next.get() >= extent.requests();
  }

  /** Gives up what has not ended, and waits until all threads have noticed. */
  private void giveUp() throws InterruptedException {
    stopped = true;
    abandoned = true;
    List<Slot> given = slots.stream().filter(Slot::giveUp).toList();
    unfinished = given.size();
    given.forEach(Slot::cancel);
    gates.forEach(gate -> gate.open().forEach(Slot::go));
    starters.end(NOTICE_NANOS);
    long deadline = timing.nanos() + NOTICE_NANOS;
    while (live.get() > given.size() && timing.nanos() - deadline < 0) {
      timing.atMost(timing.nanos() + LOOK_NANOS);
    }
  }

  /** The next request's number; {@link #NONE} if there is none. Any thread, as all below. */
  long claim(long now) {
    if (stopped || now - start >= timeNanos) {
      return NONE;
    }
    long claimed = next.getAndIncrement();
    return claimed < extent.requests() ? firstRequest + claimed : NONE;
  }

  /** A slot found no request any more. */
  void retire() {
    if (live.decrementAndGet() == 0) {
      timing.wake();
    }
  }

  void ended(long request, long sentNanos, long doneNanos, RpcResponse response, Throwable thrown) {
    try {
      results.ended(request, sentNanos, doneNanos, response, thrown);
    } catch (RuntimeException | Error e) {
      abort(e);
    }
    if (results.unreachable()) {
      stopped = true;
    }
  }

  /** Whether that slot may go on now, or is called when it may. */
  boolean admits(Slot slot) {
    return gates.isEmpty() || gates.get(slot.connection()).pass(slot);
  }

  /** Ends the run: something broke that is not a request. */
  void abort(Throwable cause) {
    broken.with(cause);
    stopped = true;
  }

  /** Whether nobody waits for requests any more. */
  boolean abandoned() {
    return abandoned;
  }

  long now() {
    return timing.nanos();
  }

  Target target() {
    return target;
  }

  /** How many requests there were; after the run. */
  long requests() {
    return Math.min(next.get(), extent.requests());
  }

  /** What it came to; after the run. */
  LoadResult result() {
    return results.result(plan, target.connections(), cancelling, unfinished, lateness.take());
  }
}
