package dev.fedbench.core.engine;

import dev.fedbench.BenchmarkConfig;
import dev.fedbench.FederatedPoint;
import dev.fedbench.core.suite.FederatedScenario;
import dev.fedbench.core.suite.RunKeys;
import dev.fedbench.result.PlannedScenario;
import dev.fedbench.result.ScenarioId;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Problems;
import dev.fedbench.spi.Suggestion;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes a list of work out of a configuration. Pure. */
final class Planner {

  private Planner() {}

  static List<PlannedWork> plan(BenchmarkConfig config) {
    List<PlannedWork> work = new ArrayList<>();
    RunKeys keys = new RunKeys();
    config.federated().forEach(point -> add(work, config, point, keys));
    SuiteContext context = new PlanContext(config.profile(), config.seed(), config.transport());
    Set<String> names = new TreeSet<>();
    config.suites().forEach(suite -> add(work, config, suite, context, names));
    Problems problems = new Problems();
    config.scenarios().stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> problems.expect(false, "%s", unknown(name, names)));
    problems.orThrow();
    return List.copyOf(work);
  }

  private static String unknown(String name, Set<String> names) {
    return "unknown scenario '%s'%s The suites have: %s"
        .formatted(
            name,
            Suggestion.closest(name, List.copyOf(names))
                .map("; did you mean '%s'?"::formatted)
                .orElse("."),
            names.isEmpty() ? "none" : String.join(", ", names));
  }

  /**
   * Each iteration of a federated run has rounds, clients and an accuracy of its own: it is a
   * scenario. The first of them warms up for all.
   */
  private static void add(
      List<PlannedWork> work, BenchmarkConfig config, FederatedPoint point, RunKeys keys) {
    int iterations = config.iterations().orElse(1);
    for (int i = 1; i <= iterations; i++) {
      Map<String, String> parameters = new LinkedHashMap<>(point.parameters());
      if (iterations > 1) {
        parameters.put(ScenarioId.ITERATION, Integer.toString(i));
      }
      Scenario scenario =
          new FederatedScenario(new FederatedPoint(parameters, point.config()), keys);
      PlannedScenario planned =
          new PlannedScenario(
              FederatedScenario.SUITE,
              scenario.name(),
              scenario.parameters(),
              i == 1 ? config.warmups().orElse(0) : 0,
              1);
      work.add(new PlannedWork(work.size(), planned, scenario));
    }
  }

  private record PlanContext(Profile profile, long seed, Optional<Transport> transport)
      implements SuiteContext {}

  /**
   * A suite that cannot say what its scenarios are has one, which fails with the reason.
   *
   * @param names gets the names of all its scenarios, those that are not asked for, too
   */
  private static void add(
      List<PlannedWork> work,
      BenchmarkConfig config,
      Suite suite,
      SuiteContext context,
      Set<String> names) {
    List<PlannedWork> own = new ArrayList<>(work);
    try {
      for (Scenario scenario : suite.scenarios(context)) {
        names.add(scenario.name());
        if (config.scenarios().isEmpty() || config.scenarios().contains(scenario.name())) {
          own.add(new PlannedWork(own.size(), planned(config, suite, scenario), scenario));
        }
      }
      work.addAll(own.subList(work.size(), own.size()));
    } catch (RuntimeException | Error e) { // a host's code: the others go on
      Scenario broken = new BrokenScenario(e);
      PlannedScenario planned =
          new PlannedScenario(suite.name(), broken.name(), broken.parameters(), 0, 1);
      work.add(new PlannedWork(work.size(), planned, broken));
    }
  }

  private static PlannedScenario planned(BenchmarkConfig config, Suite suite, Scenario scenario) {
    return new PlannedScenario(
        suite.name(),
        scenario.name(),
        scenario.parameters(),
        config.warmups().orElseGet(() -> suite.warmups(config.profile())),
        config.iterations().orElseGet(() -> suite.iterations(config.profile())));
  }
}
