package dev.fedbench;

import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.Authentication;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Connections;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.fl.RampUp;
import dev.fedbench.fl.RoundPolicy;
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
  Duration deadline = Duration.ofSeconds(60);
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
  boolean secure;
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
    problems.expect(
        !secure,
        "secure(): rounds carry no proofs yet; what is missing is the way from the proof system (fedbench-zk) into the round. Leave secure() out to run without proofs");
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
    int workers =
        parallelism.orElseGet(
            () ->
                Math.max(
                    1,
                    Math.min(
                        clients, Math.max(4, 2 * Runtime.getRuntime().availableProcessors()))));
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
                clientKeys,
                fedzkApi,
                workers,
                connections,
                rampUp,
                joinTimeout,
                callTimeout,
                targets));
  }

  boolean evaluates() {
    return evaluate.orElse(factory.isPresent());
  }

  private RoundPolicy policy() {
    if (rounds.isPresent()) {
      return new RoundPolicy.Synchronous(rounds.get(), minClients, deadline, fraction.orElse(1.0));
    }
    return new RoundPolicy.Asynchronous(
        passes.orElse(1),
        minClients,
        deadline,
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
