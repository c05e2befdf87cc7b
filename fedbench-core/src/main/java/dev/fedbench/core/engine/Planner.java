package dev.fedbench.core.engine;

import dev.fedbench.BenchmarkConfig;
import dev.fedbench.FederatedPoint;
import dev.fedbench.core.suite.FederatedScenario;
import dev.fedbench.core.suite.RunKeys;
import dev.fedbench.result.PlannedScenario;
import dev.fedbench.result.ScenarioId;
import dev.fedbench.rpc.Transport;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a list of work out of a configuration. Pure. */
final class Planner {

  private Planner() {}

  static List<PlannedWork> plan(BenchmarkConfig config) {
    List<PlannedWork> work = new ArrayList<>();
    RunKeys keys = new RunKeys();
    config.federated().forEach(point -> add(work, config, point, keys));
    SuiteContext context = new PlanContext(config.profile(), config.seed(), config.transport());
    config.suites().forEach(suite -> add(work, config, suite, context));
    return List.copyOf(work);
  }

  /**
   * Each iteration of a federated run has rounds, clients and an accuracy of its own: it is a
   * scenario. The first of them warms up for all.
   */
  private static void add(
      List<PlannedWork> work, BenchmarkConfig config, FederatedPoint point, RunKeys keys) {
    for (int i = 1; i <= config.iterations(); i++) {
      Map<String, String> parameters = new LinkedHashMap<>(point.parameters());
      if (config.iterations() > 1) {
        parameters.put(ScenarioId.ITERATION, Integer.toString(i));
      }
      Scenario scenario =
          new FederatedScenario(new FederatedPoint(parameters, point.config()), keys);
      PlannedScenario planned =
          new PlannedScenario(
              FederatedScenario.SUITE,
              scenario.name(),
              scenario.parameters(),
              i == 1 ? config.warmups() : 0,
              1);
      work.add(new PlannedWork(work.size(), planned, scenario));
    }
  }

  private record PlanContext(Profile profile, long seed, Optional<Transport> transport)
      implements SuiteContext {}

  /** A suite that cannot say what its scenarios are has one, which fails with the reason. */
  private static void add(
      List<PlannedWork> work, BenchmarkConfig config, Suite suite, SuiteContext context) {
    List<PlannedWork> own = new ArrayList<>(work);
    try {
      for (Scenario scenario : suite.scenarios(context)) {
        add(own, config, suite.name(), scenario);
      }
      work.addAll(own.subList(work.size(), own.size()));
    } catch (RuntimeException | Error e) { // a host's code: the others go on
      add(work, config, suite.name(), new BrokenScenario(e));
    }
  }

  private static void add(
      List<PlannedWork> work, BenchmarkConfig config, String suite, Scenario scenario) {
    PlannedScenario planned =
        new PlannedScenario(
            suite, scenario.name(), scenario.parameters(), config.warmups(), config.iterations());
    work.add(new PlannedWork(work.size(), planned, scenario));
  }
}
