package dev.fedbench.fl;

import dev.fedbench.spi.Problems;
import java.time.Duration;
import java.util.OptionalInt;

/** When clients train and when their updates become a new model. */
public sealed interface RoundPolicy {

  /** How often a client is asked at the most: rounds, or passes. */
  int turns();

  /** How many updates one aggregation takes at the most, of so many clients. */
  long updatesPerModel(int clients);

  /** Fewer clients than this and a round, or an asynchronous run, has failed. */
  int minClients();

  /** How long a client has from its instruction until its update must have arrived. */
  Duration deadline();

  /**
   * Rounds: all selected clients start from one model; the round ends when each has answered, or at
   * its deadline if enough have.
   *
   * @param rounds how many, at least 1
   * @param minClients updates that a round needs to become a model
   * @param deadline how long a round takes at the most
   * @param fraction the share of joined clients selected for a round, above 0 and up to 1
   */
  record Synchronous(int rounds, int minClients, Duration deadline, double fraction)
      implements RoundPolicy {

    public Synchronous {
      new Problems()
          .atLeast("rounds", rounds, 1)
          .atLeast("min clients", minClients, 1)
          .positive("deadline", deadline)
          .expect(
              fraction > 0 && fraction <= 1, "fraction: %s; expected above 0, up to 1", fraction)
          .orThrow();
    }

    @Override
    public int turns() {
      return rounds;
    }

    @Override
    public long updatesPerModel(int clients) {
      return clients;
    }
  }

  /**
   * Everyone at their own pace: each client makes some passes, each from the newest model it has,
   * and every so many accepted updates become a new model.
   *
   * @param passes how many passes each client makes, at least 1
   * @param minClients clients of which at least one update must be accepted
   * @param deadline how long a pass takes at the most
   * @param aggregateEvery accepted updates that make a new model, at least 1
   * @param maxStaleness an update whose base is more versions old is refused; empty: none is
   */
  record Asynchronous(
      int passes, int minClients, Duration deadline, int aggregateEvery, OptionalInt maxStaleness)
      implements RoundPolicy {

    public Asynchronous {
      new Problems()
          .atLeast("passes", passes, 1)
          .atLeast("min clients", minClients, 1)
          .positive("deadline", deadline)
          .atLeast("aggregate every", aggregateEvery, 1)
          .atLeast("max staleness", maxStaleness.orElse(0), 0)
          .orThrow();
    }

    @Override
    public int turns() {
      return passes;
    }

    @Override
    public long updatesPerModel(int clients) {
      return aggregateEvery;
    }
  }
}
