package dev.fedbench.storage.suite;

import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A scenario by its name, its parameters and what opens it. */
record StorageScenario(String name, Map<String, String> parameters, Opening opening)
    implements Scenario {

  /** Makes everything ready. */
  @FunctionalInterface
  interface Opening {
    Trial open(ScenarioContext context) throws Exception;
  }

  StorageScenario {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  static StorageScenario of(String name, Opening opening) {
    return new StorageScenario(name, Map.of(), opening);
  }

  StorageScenario with(String parameter, Object value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(parameter, value.toString());
    return new StorageScenario(name, more, opening);
  }

  @Override
  public Trial open(ScenarioContext context) throws Exception {
    return opening.open(context);
  }
}
