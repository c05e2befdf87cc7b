package dev.fedbench;

import dev.fedbench.fl.FederatedConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One point of a sweep, or the only one.
 *
 * @param parameters the swept parameters and their values here; empty without a sweep
 * @param config what they make of the configuration
 */
public record FederatedPoint(Map<String, String> parameters, FederatedConfig config) {

  public FederatedPoint {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
