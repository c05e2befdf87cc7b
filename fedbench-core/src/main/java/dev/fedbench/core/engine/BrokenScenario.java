package dev.fedbench.core.engine;

import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;

/** Stands for the scenarios of a suite that broke before it could name them. */
record BrokenScenario(Throwable cause) implements Scenario {

  @Override
  public String name() {
    return "scenarios";
  }

  @Override
  public Trial open(ScenarioContext context) {
    throw new IllegalStateException("the suite did not name its scenarios: " + cause, cause);
  }
}
