package dev.fedbench.core.suite.rpc;

import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.util.Map;

/**
 * A point as a scenario.
 *
 * @param cells the figures of the run's points, shared by its scenarios
 */
record RpcScenario(RpcPoint point, Setting setting, Cells cells) implements Scenario {

  @Override
  public String name() {
    return point.family().word();
  }

  @Override
  public Map<String, String> parameters() {
    return point.parameters();
  }

  @Override
  public Trial open(ScenarioContext context) throws Exception {
    return RpcTrial.open(point, setting, cells, context);
  }
}
