package dev.fedbench.core.suite;

import dev.fedbench.FederatedPoint;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.util.Map;

/** A federated run as a scenario. */
public final class FederatedScenario implements Scenario {

  /** The suite's name. */
  public static final String SUITE = "federated";

  private final FederatedPoint point;

  public FederatedScenario(FederatedPoint point) {
    this.point = point;
  }

  /** What the clients of a configuration do. */
  public static String workload(FederatedConfig config) {
    return config.factory().map(ClientFactory::workload).orElse("synthetic");
  }

  @Override
  public String name() {
    return workload(point.config());
  }

  @Override
  public Map<String, String> parameters() {
    return point.parameters();
  }

  @Override
  public Trial open(ScenarioContext context) throws Exception {
    return FederatedTrial.open(point.config(), context);
  }
}
