package dev.fedbench.examples.cli;

import dev.fedbench.rpc.Transport;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a suite would measure, without running it. */
final class SuitePoints {

  private SuitePoints() {}

  /** How many points a suite measures under each scenario's name, in its order. */
  static Map<String, Integer> of(Suite suite, Profile profile) {
    Map<String, Integer> points = new LinkedHashMap<>();
    suite
        .scenarios(context(profile))
        .forEach(scenario -> points.merge(scenario.name(), 1, Integer::sum));
    return points;
  }

  private static SuiteContext context(Profile profile) {
    return new SuiteContext() {
      @Override
      public Profile profile() {
        return profile;
      }

      @Override
      public long seed() {
        return 0;
      }

      @Override
      public Optional<Transport> transport() {
        return Optional.empty();
      }
    };
  }
}
