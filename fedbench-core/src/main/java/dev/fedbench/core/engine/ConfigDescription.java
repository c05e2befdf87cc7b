package dev.fedbench.core.engine;

import dev.fedbench.BenchmarkConfig;
import dev.fedbench.core.suite.FederatedScenario;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.fl.RampUp;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.Proving;
import dev.fedbench.result.PlannedScenario;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Every effective option as values that JSON can say, without secrets. An option that is not the
 * same at all points of a sweep is the list of its values, and {@code sweep} lists the points, each
 * with its values of those options. Pure.
 */
final class ConfigDescription {

  private ConfigDescription() {}

  static Map<String, Object> of(BenchmarkConfig config, List<PlannedScenario> plan) {
    Map<String, Object> all = new LinkedHashMap<>();
    List<Map<String, Object>> points =
        config.federated().stream().map(point -> federated(point.config())).toList();
    Set<String> swept = varying(points);
    if (!points.isEmpty()) {
      all.putAll(points.get(0));
      swept.forEach(name -> all.put(name, values(points, name)));
    }
    all.put("suites", config.suites().stream().map(suite -> suite.name()).toList());
    if (!config.scenarios().isEmpty()) {
      all.put("scenarios", List.copyOf(config.scenarios()));
    }
    all.put("profile", config.profile().name().toLowerCase(Locale.ROOT));
    all.put("seed", config.seed());
    all.put("warmups", repeats(plan, config.warmups(), PlannedScenario::warmups));
    all.put("iterations", repeats(plan, config.iterations(), PlannedScenario::iterations));
    if (!swept.isEmpty()) {
      all.put("sweep", points.stream().map(point -> only(point, swept)).toList());
    }
    return all;
  }

  /** A number that the run says, or each suite for itself: then the list of theirs. */
  private static Object repeats(
      List<PlannedScenario> plan, OptionalInt said, ToIntFunction<PlannedScenario> planned) {
    if (said.isPresent()) {
      return (long) said.getAsInt();
    }
    List<Long> all = plan.stream().map(one -> (long) planned.applyAsInt(one)).distinct().toList();
    return all.size() == 1 ? all.get(0) : all;
  }

  /**
   * The options that are not the same at all points, in order; all points have the same options.
   */
  private static Set<String> varying(List<Map<String, Object>> points) {
    Set<String> varying = new LinkedHashSet<>();
    if (!points.isEmpty()) {
      varying.addAll(points.get(0).keySet());
      varying.removeIf(name -> values(points, name).size() == 1);
    }
    return varying;
  }

  private static List<Object> values(List<Map<String, Object>> points, String name) {
    return points.stream().map(point -> point.get(name)).distinct().toList();
  }

  private static Map<String, Object> only(Map<String, Object> point, Set<String> names) {
    Map<String, Object> some = new LinkedHashMap<>(point);
    some.keySet().retainAll(names);
    return some;
  }

  private static Map<String, Object> federated(FederatedConfig config) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("clients", (long) config.clients());
    all.put("workload", FederatedScenario.workload(config));
    if (config.factory().isEmpty()) {
      all.put("inputSize", (long) config.inputSize());
    }
    config.factory().ifPresent(factory -> factory.settings().forEach(all::putIfAbsent));
    proofs(all, config);
    all.put("signatures", config.authentication().signatures());
    all.put("transport", config.transport().name());
    all.put("scheme", config.transport().address("localhost", 0).getScheme());
    if (config.coordinator() instanceof CoordinatorAddress.Local local) {
      coordinator(all, config, local);
    } else if (config.coordinator() instanceof CoordinatorAddress.External external) {
      all.put("coordinatorUrl", external.url().toString());
    }
    all.put("minClients", (long) config.policy().minClients());
    all.put("parallelism", (long) config.parallelism());
    all.put(
        "connections",
        config.connections().effective(config.clients()).name().toLowerCase(Locale.ROOT));
    if (!config.rampUp().equals(RampUp.NONE)) {
      all.put("rampUpBatch", (long) config.rampUp().batch());
      all.put("rampUpPause", seconds(config.rampUp().pause()));
    }
    all.put("joinTimeout", seconds(config.joinTimeout()));
    all.put("callTimeout", seconds(config.callTimeout()));
    all.put("targets", config.targets());
    return all;
  }

  /** Never the api key of a proof service. */
  private static void proofs(Map<String, Object> all, FederatedConfig config) {
    Optional<Proving> proving = config.proving();
    Optional<ProofPolicy> policy = proving.map(Proving::policy);
    Optional<ProofPolicy> secure = policy.filter(p -> p.kind() == ProofKind.SECURE);
    Optional<ProofService> service = proving.flatMap(Proving::service);
    all.put("secure", secure.isPresent());
    all.put("proofs", FederatedScenario.proofs(config));
    all.put("proofSystem", proving.map(p -> p.system().name()).orElse(null));
    all.put("proofBits", policy.map(p -> (long) p.bits()).orElse(null));
    all.put("proofScale", policy.map(ProofPolicy::scale).orElse(null));
    all.put("maxNorm", secure.flatMap(ProofPolicy::maxNorm).map(Object::toString).orElse(null));
    all.put("minActive", secure.map(ProofPolicy::minActive).orElse(null));
    all.put("prover", proving.map(FederatedScenario::prover).orElse(null));
    all.put("proofService", service.map(s -> s.url().toString()).orElse(null));
    all.put("proofFallback", service.map(s -> word(s.fallback())).orElse(null));
    all.put(
        "proofSetup",
        proving.map(p -> "insecure: single party, whoever made the keys can forge").orElse(null));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** What is a coordinator's own business, and said only of one of ours. */
  private static void coordinator(
      Map<String, Object> all, FederatedConfig config, CoordinatorAddress.Local local) {
    policy(all, config.policy());
    all.put("aggregator", config.aggregator().name());
    all.put("evaluate", config.evaluate());
    all.put("openEnrolment", config.authentication().openEnrolment());
    all.put("maxExamples", config.authentication().maxExamples());
    all.put("coordinatorHost", local.host());
    all.put("coordinatorPort", (long) local.port());
    all.put("fedzkApi", config.fedzkApi());
  }

  private static void policy(Map<String, Object> all, RoundPolicy policy) {
    if (policy instanceof RoundPolicy.Synchronous rounds) {
      all.put("form", "synchronous");
      all.put("rounds", (long) rounds.rounds());
      all.put("fraction", rounds.fraction());
    } else if (policy instanceof RoundPolicy.Asynchronous passes) {
      all.put("form", "asynchronous");
      all.put("passes", (long) passes.passes());
      all.put("aggregateEvery", (long) passes.aggregateEvery());
      all.put(
          "maxStaleness",
          passes.maxStaleness().isPresent() ? (long) passes.maxStaleness().getAsInt() : null);
    }
    all.put("deadline", seconds(policy.deadline()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
