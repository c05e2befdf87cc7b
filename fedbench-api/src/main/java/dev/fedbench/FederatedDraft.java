package dev.fedbench;

import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.Authentication;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Connections;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.fl.ModelKeeping;
import dev.fedbench.fl.ModelStore;
import dev.fedbench.fl.RampUp;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.proof.ProofGeneratorFactory;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.Proving;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extension;
import dev.fedbench.spi.Extensions;
import dev.fedbench.spi.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A federated configuration in the making: may be wrong, until {@link #config} has looked at it.
 */
final class FederatedDraft implements Cloneable {

  int clients;
  Optional<ClientFactory> factory = Optional.empty();
  int inputSize = 10;
  Optional<Integer> rounds = Optional.empty();
  Optional<Integer> passes = Optional.empty();
  int minClients = 1;
  Optional<Duration> deadline = Optional.empty();
  Optional<Double> fraction = Optional.empty();
  Optional<Integer> aggregateEvery = Optional.empty();
  Optional<Integer> maxStaleness = Optional.empty();
  String aggregatorName = "fedavg";
  Optional<Aggregator> aggregator = Optional.empty();
  Optional<Boolean> evaluate = Optional.empty();
  String host = "127.0.0.1";
  int port = 0;
  Optional<URI> url = Optional.empty();
  String transportName = "http";
  Optional<Transport> transport = Optional.empty();
  boolean encrypted;

  /** What was said of proofs, if anything was: a kind, or none. */
  Optional<Optional<ProofKind>> proofs = Optional.empty();

  ProofPolicy proofPolicy = ProofPolicy.secure();
  String proofSystemName = "groth16";
  Optional<ProofSystem> proofSystem = Optional.empty();
  Optional<ProofGeneratorFactory> proofGenerator = Optional.empty();
  Optional<ProofService> proofService = Optional.empty();
  boolean proofServiceUsed = true;
  Optional<Path> keyCache = Optional.empty();

  /** Whether ways to prove are compared: all points then have as many workers. */
  boolean comparesProofs;

  Optional<Boolean> signatures = Optional.empty();
  boolean openEnrolment;
  long maxExamples = Authentication.defaults().maxExamples();
  Optional<Path> clientKeys = Optional.empty();
  boolean fedzkApi;
  Optional<Integer> parallelism = Optional.empty();
  Connections connections = Connections.AUTO;
  int rampUpBatch = RampUp.NONE.batch();
  Duration rampUpPause = RampUp.NONE.pause();
  Duration joinTimeout = Duration.ofSeconds(30);
  Duration callTimeout = Duration.ofSeconds(30);
  String modelStore = "packs";
  Optional<Path> storeDirectory = Optional.empty();
  boolean storeUpdates;
  List<Double> targets = List.of(0.8, 0.9, 0.95);

  FederatedDraft copy() {
    try {
      return (FederatedDraft) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** The validated configuration; every mistake goes to {@code problems}. */
  Optional<FederatedConfig> config(Problems problems) {
    String workload = factory.isPresent() ? factory.get().workload() : "synthetic";
    problems.expect(
        workload != null && !workload.isBlank(),
        "workload: '%s'; expected what reports shall call the clients' work",
        workload);
    // A part that is wrong is replaced by a right one, so that mistakes elsewhere are found too.
    RoundPolicy policy =
        problems
            .build(this::policy)
            .orElseGet(() -> new RoundPolicy.Synchronous(1, 1, Duration.ofSeconds(1), 1));
    checkForm(problems);
    CoordinatorAddress coordinator =
        problems
            .build(this::coordinator)
            .orElseGet(() -> new CoordinatorAddress.Local("localhost", 0));
    Authentication authentication =
        problems
            .build(() -> new Authentication(signed(), openEnrolment, maxExamples))
            .orElseGet(Authentication::defaults);
    RampUp rampUp = problems.build(() -> new RampUp(rampUpBatch, rampUpPause)).orElse(RampUp.NONE);
    Transport carrier = transport(problems).orElse(StandIn.TRANSPORT);
    Aggregator rule =
        aggregator
            .or(() -> find(Extensions.of(Aggregator.class), aggregatorName, problems))
            .orElse(StandIn.AGGREGATOR);
    Optional<Proving> proving = proving(problems);
    Optional<ModelKeeping> keeping = keeping(problems);
    int workers = parallelism.orElseGet(() -> workers(proving));
    return problems.build(
        () ->
            new FederatedConfig(
                clients,
                factory,
                inputSize,
                policy,
                rule,
                evaluates(),
                coordinator,
                carrier,
                authentication,
                proving,
                clientKeys,
                fedzkApi,
                workers,
                connections,
                rampUp,
                joinTimeout,
                callTimeout,
                keeping,
                targets));
  }

  /** Who proves here computes all the time: more at once than processors would wait in turns. */
  private int workers(Optional<Proving> proving) {
    int processors = Runtime.getRuntime().availableProcessors();
    boolean provesHere = comparesProofs || proving.isPresent() && proving.get().service().isEmpty();
    return Math.max(1, Math.min(clients, provesHere ? processors : Math.max(4, 2 * processors)));
  }

  /**
   * Unless said, synthetic clients prove the standard circuit: their updates are small, and nobody
   * learns from them. What the host's own clients learn is not quantised unasked, nor do they pay
   * for proofs of large models. A coordinator that already runs decides for all.
   */
  Optional<ProofKind> proofs() {
    boolean byDefault = factory.isEmpty() && url.isEmpty();
    return proofs.orElse(byDefault ? Optional.of(ProofKind.STANDARD) : Optional.empty());
  }

  private Optional<ModelKeeping> keeping(Problems problems) {
    problems.expect(
        !storeUpdates || storeDirectory.isPresent(),
        "store updates: nobody said where; say store(…) too");
    return storeDirectory.flatMap(
        directory ->
            find(Extensions.of(ModelStore.class), modelStore, problems)
                .map(store -> new ModelKeeping(store, directory, storeUpdates)));
  }

  private Optional<Proving> proving(Problems problems) {
    Optional<ProofKind> kind = proofs();
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Optional<ProofSystem> system =
        proofSystem.or(() -> find(Extensions.of(ProofSystem.class), proofSystemName, problems));
    return problems.build(
        () ->
            new Proving(
                proofPolicy.kind(kind.get()),
                system.orElse(StandIn.PROOF_SYSTEM),
                proofGenerator,
                proofService.filter(service -> proofServiceUsed),
                keyCache));
  }

  boolean evaluates() {
    return evaluate.orElse(factory.isPresent());
  }

  /** Proving a large update takes minutes, where clients share processors. */
  private Duration deadline() {
    return deadline.orElse(proofs().isPresent() ? Duration.ofMinutes(10) : Duration.ofSeconds(60));
  }

  private RoundPolicy policy() {
    if (rounds.isPresent()) {
      return new RoundPolicy.Synchronous(
          rounds.get(), minClients, deadline(), fraction.orElse(1.0));
    }
    return new RoundPolicy.Asynchronous(
        passes.orElse(1),
        minClients,
        deadline(),
        aggregateEvery.orElse(3),
        maxStaleness.map(OptionalInt::of).orElseGet(OptionalInt::empty));
  }

  /** Options of the other form would be ignored in silence. */
  private void checkForm(Problems problems) {
    if (rounds.isPresent()) {
      String form = "is for the asynchronous form, and rounds(…) asks for the synchronous one";
      problems
          .expect(passes.isEmpty(), "passes: " + form)
          .expect(aggregateEvery.isEmpty(), "aggregate every: " + form)
          .expect(maxStaleness.isEmpty(), "max staleness: " + form)
          .expect(!openEnrolment, "open enrolment: " + form);
    } else {
      problems.expect(
          fraction.isEmpty(), "fraction: selects clients for a round; say rounds(…) too");
    }
  }

  /** A coordinator that already runs verifies signatures of keys that it knows, or none. */
  private boolean signed() {
    return signatures.orElse(url.isEmpty() || clientKeys.isPresent());
  }

  private CoordinatorAddress coordinator() {
    return url.<CoordinatorAddress>map(CoordinatorAddress.External::new)
        .orElseGet(() -> new CoordinatorAddress.Local(host, port));
  }

  /** The transport, encrypted if that was asked for. */
  Optional<Transport> transport(Problems problems) {
    Optional<Transport> plain =
        transport.or(() -> find(Extensions.of(Transport.class), transportName, problems));
    if (!encrypted || plain.isEmpty()) {
      return plain;
    }
    Optional<Transport> safe = plain.get().encrypted();
    problems.expect(
        safe.isPresent(),
        "encrypted(): the transport %s cannot encrypt; choose another",
        plain.get().name());
    return safe.isPresent() ? safe : plain;
  }

  static <T extends Extension> Optional<T> find(
      Extensions<T> extensions, String name, Problems problems) {
    Optional<T> found = extensions.find(name);
    problems.expect(found.isPresent(), "%s", extensions.explainMissing(name));
    return found;
  }
}
