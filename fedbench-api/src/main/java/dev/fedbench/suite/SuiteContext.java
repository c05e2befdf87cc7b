package dev.fedbench.suite;

import dev.fedbench.rpc.Transport;
import java.util.Optional;

/** What a suite may take into account when it lists its scenarios. */
public interface SuiteContext {

  /** How thorough the suite is to be. */
  Profile profile();

  /** The run's seed. */
  long seed();

  /** The transport that the run names, if it names one. */
  Optional<Transport> transport();
}
