package dev.fedbench.suite;

import java.util.Map;

/** One thing to measure under fixed parameters. */
public interface Scenario {

  /** The name within its suite, such as {@code latency}. */
  String name();

  /** The parameters that tell this scenario from others of its name; in display order. */
  default Map<String, String> parameters() {
    return Map.of();
  }

  /**
   * Makes everything ready. What happens here is never measured.
   *
   * @throws ScenarioSkippedException if it cannot be measured here
   * @throws Exception if the scenario cannot run; it is recorded as failed, and the others still
   *     run
   */
  Trial open(ScenarioContext context) throws Exception;
}
