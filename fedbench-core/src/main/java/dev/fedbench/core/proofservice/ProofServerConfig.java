package dev.fedbench.core.proofservice;

import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.spi.Problems;
import java.util.List;
import java.util.Objects;

/**
 * How a proof server is to run.
 *
 * @param host where to listen
 * @param port on which port; 0 takes a free one
 * @param circuits whose keys it has of its own; of others it finds keys by their id
 * @param apiKeys whom to answer
 * @param limits what to endure
 */
public record ProofServerConfig(
    String host, int port, List<CircuitSpec> circuits, ApiKeys apiKeys, ProofServerLimits limits) {

  public ProofServerConfig {
    circuits = List.copyOf(circuits);
    Objects.requireNonNull(apiKeys, "api keys");
    Objects.requireNonNull(limits, "limits");
    new Problems()
        .expect(!host.isBlank(), "host: empty; expected a name or an address")
        .between("port", port, 0, 65_535)
        .between("circuits", circuits.size(), 0, 1_000)
        .orThrow();
  }

  /** On that port of the loopback interface, open, with the default limits. */
  public static ProofServerConfig local(int port, CircuitSpec... circuits) {
    return new ProofServerConfig(
        "127.0.0.1", port, List.of(circuits), ApiKeys.open(), ProofServerLimits.defaults());
  }

  /** For who shows a key. */
  public ProofServerConfig apiKeys(ApiKeys keys) {
    return new ProofServerConfig(host, port, circuits, keys, limits);
  }

  /** With other limits. */
  public ProofServerConfig limits(ProofServerLimits other) {
    return new ProofServerConfig(host, port, circuits, apiKeys, other);
  }
}
