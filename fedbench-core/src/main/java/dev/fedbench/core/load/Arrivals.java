package dev.fedbench.core.load;

/** Goes through the requests of an open loop: which is next, when, and whether it is measured. */
final class Arrivals {

  private static final long NOT_YET = -1;

  private final OpenPlan plan;
  private final Schedule schedule;
  private long index = -1;
  private long offset;
  private long firstMeasured = NOT_YET;
  private long measuredFrom;

  /** At the first request. */
  Arrivals(OpenPlan plan) {
    this.plan = plan;
    schedule = Schedule.of(plan.rate(), plan.poissonSeed());
    advance();
  }

  void advance() {
    index++;
    offset = schedule.next();
    if (firstMeasured == NOT_YET
        && (index >= plan.warmUp().requests() || offset >= plan.warmUp().time().toNanos())) {
      firstMeasured = index;
      measuredFrom = offset;
    }
  }

  /** The request's number, from 0: how many come before it. */
  long index() {
    return index;
  }

  /** When it is due, since the start, in nanoseconds. */
  long offset() {
    return offset;
  }

  boolean measured() {
    return firstMeasured != NOT_YET;
  }

  /** The request's number in the measured part, from 0. */
  long measuredIndex() {
    return index - firstMeasured;
  }

  /** When the measured part begins, since the start, in nanoseconds. */
  long measuredFrom() {
    return measuredFrom;
  }

  /** Whether there is no such request any more: all before it are the whole load. */
  boolean ended() {
    return measured()
        && (measuredIndex() >= plan.measured().requests()
            || offset - measuredFrom >= plan.measured().time().toNanos());
  }
}
