package dev.fedbench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A scenario as planned.
 *
 * @param suite the suite's name
 * @param scenario the scenario's name
 * @param parameters what tells it from others of its name, in order
 * @param warmups iterations whose samples are thrown away
 * @param iterations iterations that count
 */
public record PlannedScenario(
    String suite, String scenario, Map<String, String> parameters, int warmups, int iterations) {

  public PlannedScenario {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(scenario, "scenario");
    Figures.atLeast("scenario " + scenario + ": warm-ups", warmups, 0);
    Figures.atLeast("scenario " + scenario + ": iterations", iterations, 1);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** What makes it the same scenario in two runs. */
  public ScenarioId id() {
    return new ScenarioId(suite, scenario, parameters);
  }
}
