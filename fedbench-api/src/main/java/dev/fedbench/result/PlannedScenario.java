package dev.fedbench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
