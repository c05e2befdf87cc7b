package dev.fedbench.storage.suite;

import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.util.List;

/**
 * The weight store, measured: what it makes of each workload, beside the bounds; how fast; how it
 * grows; what it holds in memory; and that every bit comes back. Thread-safe, without state.
 */
public final class StorageSuite implements Suite {

  /** The suite's name. */
  public static final String NAME = "storage";

  /** All scenarios, as the profile has them. Made by the service loader. */
  public StorageSuite() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Scenario> scenarios(SuiteContext context) {
    return Scenarios.of(Sizes.of(context.profile()));
  }

  @Override
  public int warmups(Profile profile) {
    return Sizes.of(profile).warmups();
  }

  @Override
  public int iterations(Profile profile) {
    return Sizes.of(profile).iterations();
  }
}
