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

  private final boolean io;

  /** All scenarios, as the profile has them. Made by the service loader. */
  public StorageSuite() {
    this(false);
  }

  private StorageSuite(boolean io) {
    this.io = io;
  }

  /** With those of input and output, the kind {@code io}: most of what they measure is the disk. */
  public static StorageSuite withIo() {
    return new StorageSuite(true);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Scenario> scenarios(SuiteContext context) {
    return Scenarios.of(Sizes.of(context.profile()), io);
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
