package dev.fedbench.core.suite;

import dev.fedbench.FederatedPoint;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Connections;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.Proving;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A federated run as a scenario. */
public final class FederatedScenario implements Scenario {

  /** The suite's name. */
  public static final String SUITE = "federated";

  private final FederatedPoint point;
  private final RunKeys keys;
  private final Map<String, String> parameters;

  /**
   * A scenario.
   *
   * @param keys the run's, shared by all its scenarios
   */
  public FederatedScenario(FederatedPoint point, RunKeys keys) {
    this.point = point;
    this.keys = keys;
    this.parameters = parameters(point);
  }

  /**
   * The options that make it another scenario, swept or not, and whatever else is swept. An
   * external coordinator has a policy of its own.
   */
  private static Map<String, String> parameters(FederatedPoint point) {
    FederatedConfig config = point.config();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("clients", Integer.toString(config.clients()));
    if (config.factory().isEmpty()) {
      all.put("inputSize", Integer.toString(config.inputSize()));
    }
    config.factory().ifPresent(factory -> factory.settings().forEach(all::putIfAbsent));
    if (config.coordinator() instanceof CoordinatorAddress.External) {
      all.put("coordinator", "external");
    } else {
      policy(all, config.policy());
      all.put("aggregator", config.aggregator().name());
      all.put("evaluate", Boolean.toString(config.evaluate()));
    }
    all.put("transport", config.transport().address("localhost", 0).getScheme());
    all.put("signatures", Boolean.toString(config.authentication().signatures()));
    all.put("proofs", proofs(config));
    config.proving().ifPresent(proving -> proofs(all, proving));
    Connections connections = config.connections().effective(config.clients());
    all.put("connections", connections.name().toLowerCase(Locale.ROOT));
    point.parameters().forEach(all::putIfAbsent);
    return all;
  }

  /** What is proved: a kind, or none. */
  public static String proofs(FederatedConfig config) {
    return config
        .proving()
        .map(proving -> proving.policy().kind().name().toLowerCase(Locale.ROOT))
        .orElse("none");
  }

  /** Who proves. */
  public static String prover(Proving proving) {
    return proving.service().isPresent()
        ? "remote"
        : proving.generator().isPresent() ? "custom" : "local";
  }

  private static void proofs(Map<String, String> all, Proving proving) {
    ProofPolicy policy = proving.policy();
    all.put("proofSystem", proving.system().name());
    all.put("bits", Integer.toString(policy.bits()));
    all.put("scale", Long.toString(policy.scale()));
    if (policy.kind() == ProofKind.SECURE) {
      policy.maxNorm().ifPresent(norm -> all.put("maxNorm", norm.toPlainString()));
      all.put("minActive", Long.toString(policy.minActive()));
    }
    all.put("prover", prover(proving));
  }

  private static void policy(Map<String, String> all, RoundPolicy policy) {
    if (policy instanceof RoundPolicy.Synchronous rounds) {
      all.put("rounds", Integer.toString(rounds.rounds()));
      all.put("fraction", Double.toString(rounds.fraction()));
    } else if (policy instanceof RoundPolicy.Asynchronous passes) {
      all.put("passes", Integer.toString(passes.passes()));
      all.put("aggregateEvery", Integer.toString(passes.aggregateEvery()));
      passes.maxStaleness().ifPresent(most -> all.put("maxStaleness", Integer.toString(most)));
    }
  }

  /** What the clients of a configuration do. */
  public static String workload(FederatedConfig config) {
    return config.factory().map(ClientFactory::workload).orElse("synthetic");
  }

  @Override
  public String name() {
    return workload(point.config());
  }

  @Override
  public Map<String, String> parameters() {
    return parameters;
  }

  @Override
  public Trial open(ScenarioContext context) throws Exception {
    return FederatedTrial.open(point.config(), keys.store(point.config(), context::warn), context);
  }
}
