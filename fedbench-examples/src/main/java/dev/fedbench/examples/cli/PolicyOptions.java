package dev.fedbench.examples.cli;

import dev.fedbench.BenchmarkBuilder;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How rounds go: for a run with its own coordinator, and for a coordinator of its own. */
final class PolicyOptions {

  @Option(
      names = {"--clients", "-c"},
      paramLabel = "N",
      description = "How many clients (default: 5).")
  private Optional<Integer> clients = Optional.empty();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Synchronous rounds; without it each client goes at its own pace.")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--passes",
      paramLabel = "N",
      description = "Updates of each client at its own pace (default: 1).")
  private Optional<Integer> passes = Optional.empty();

  @Option(
      names = "--min-clients",
      paramLabel = "N",
      description = "With fewer successful clients the round has failed (default: 1).")
  private Optional<Integer> minClients = Optional.empty();

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = Seconds.class,
      description =
          "How long a client has for an update, such as 30s or 500ms (default: 60s; 10m with proofs).")
  private Optional<Duration> deadline = Optional.empty();

  @Option(
      names = "--join-timeout",
      paramLabel = "TIME",
      converter = Seconds.class,
      description = "How long clients have to join (default: 30s).")
  private Optional<Duration> joinTimeout = Optional.empty();

  @Option(
      names = "--fraction",
      paramLabel = "F",
      description = "Share of the clients selected for each round (default: 1).")
  private Optional<Double> fraction = Optional.empty();

  @Option(
      names = "--aggregate-every",
      paramLabel = "K",
      description = "Accepted updates that make a new model, without --rounds (default: 3).")
  private Optional<Integer> aggregateEvery = Optional.empty();

  @Option(
      names = "--max-staleness",
      paramLabel = "V",
      description = "How many versions old an update's base may be, without --rounds.")
  private Optional<Integer> maxStaleness = Optional.empty();

  @Option(names = "--transport", paramLabel = "NAME", description = "http (default) or inprocess.")
  private Optional<String> transport = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What all but secrets derive from (default: 42).")
  private Optional<Long> seed = Optional.empty();

  @Option(names = "--no-signatures", description = "Updates are not signed.")
  private boolean noSignatures;

  @Option(names = "--fedzk-api", description = "The coordinator also speaks FedZK's HTTP API.")
  private boolean fedzkApi;

  @Option(
      names = "--open-enrolment",
      description = "Anyone may submit unsigned updates over FedZK's API.")
  private boolean openEnrolment;

  void apply(BenchmarkBuilder builder) {
    rounds.ifPresent(builder::rounds);
    passes.ifPresent(builder::passes);
    minClients.ifPresent(builder::minClients);
    deadline.ifPresent(builder::deadline);
    joinTimeout.ifPresent(builder::joinTimeout);
    fraction.ifPresent(builder::fraction);
    aggregateEvery.ifPresent(builder::aggregateEvery);
    maxStaleness.ifPresent(builder::maxStaleness);
    transport.ifPresent(builder::transport);
    seed.ifPresent(builder::seed);
    if (noSignatures) {
      builder.signatures(false);
    }
    if (fedzkApi) {
      builder.fedzkApi();
    }
    if (openEnrolment) {
      builder.openEnrolment();
    }
  }

  int clients() {
    return clients.orElse(5);
  }

  Optional<Integer> clientsGiven() {
    return clients;
  }

  Optional<String> transport() {
    return transport;
  }

  boolean noSignatures() {
    return noSignatures;
  }
}
