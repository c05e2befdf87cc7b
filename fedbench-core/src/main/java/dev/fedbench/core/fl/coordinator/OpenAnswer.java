package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What became of an update that came from outside the protocol, unsigned. */
public sealed interface OpenAnswer {

  /**
   * It was accepted.
   *
   * @param modelVersion the model's version now
   * @param step if it triggered an aggregation, the step of the model by tensor
   */
  record Accepted(long modelVersion, Optional<Map<String, double[]>> step) implements OpenAnswer {
    public Accepted {
      step = step.map(LinkedHashMap::new);
    }
  }

  /** It was refused. */
  record Refused(Refusal refusal) implements OpenAnswer {}
}
