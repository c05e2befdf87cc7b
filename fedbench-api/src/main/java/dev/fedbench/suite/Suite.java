package dev.fedbench.suite;

import dev.fedbench.spi.Extension;
import java.util.List;

/** A named family of scenarios. A host registers its own with the builder or as a service. */
public interface Suite extends Extension {

  /** The scenarios, in the order to run them. Pure: nothing starts here. */
  List<Scenario> scenarios(SuiteContext context);

  /** Warm-ups of each scenario, unless the run says how many; none here. */
  default int warmups(Profile profile) {
    return 0;
  }

  /** Iterations of each scenario that count, unless the run says how many; 1 here. */
  default int iterations(Profile profile) {
    return 1;
  }
}
