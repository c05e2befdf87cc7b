package dev.fedbench.core.suite.proof;

import dev.fedbench.proof.ProofSystem;
import dev.fedbench.spi.Extensions;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.ScenarioSkippedException;
import dev.fedbench.suite.Trial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A point as a scenario. */
record ProofScenario(ProofPoint point, ProofOptions options) implements Scenario {

  @Override
  public String name() {
    return point.word();
  }

  @Override
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("size", Integer.toString(point.size()));
    parameters.put("bits", Integer.toString(point.bits()));
    parameters.put("batch", Integer.toString(options.batch()));
    parameters.put("proofSystem", options.systemName());
    system().flatMap(ProofSystem::arithmetic).ifPresent(way -> parameters.put("arithmetic", way));
    return parameters;
  }

  @Override
  public Trial open(ScenarioContext context) throws ScenarioSkippedException {
    ProofSystem system =
        system()
            .orElseThrow(
                () ->
                    new ScenarioSkippedException(
                        Extensions.of(ProofSystem.class).explainMissing(options.systemName())));
    return new ProofTrial(point, system, options.batch(), context);
  }

  private Optional<ProofSystem> system() {
    return options.system().or(() -> Extensions.of(ProofSystem.class).find(options.systemName()));
  }
}
