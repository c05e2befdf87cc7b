package dev.fedbench;

import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Connections;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.proof.ProofGeneratorFactory;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.report.Reporter;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Suite;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Says what to run. Methods only note what is asked; {@link #config}, {@link #run} and {@link
 * #start} check it all and report every mistake at once. Not thread-safe; may be used for several
 * runs.
 */
public final class BenchmarkBuilder {

  /** What can be swept to compare ways to prove. */
  private static final Set<String> PROVING = Set.of("proofs", "prover");

  private final FederatedDraft draft = new FederatedDraft();
  private final Set<String> federatedOptions = new LinkedHashSet<>();
  private boolean federated;
  private boolean transportNamed;
  private final List<Sweep> sweeps = new ArrayList<>();
  private final List<Suite> suites = new ArrayList<>();
  private final List<String> suiteNames = new ArrayList<>();
  private final List<Reporter> reporters = new ArrayList<>();
  private final List<BenchmarkListener> listeners = new ArrayList<>();
  private Optional<Profile> profile = Optional.empty();
  private long seed = 42;
  private final Set<String> scenarios = new LinkedHashSet<>();
  private OptionalInt warmups = OptionalInt.empty();
  private OptionalInt iterations = OptionalInt.empty();

  BenchmarkBuilder() {}

  /** Adds the federated suite with so many synthetic clients, which draw seeded normal deltas. */
  public BenchmarkBuilder clients(int clients) {
    federated = true;
    draft.clients = clients;
    return this;
  }

  /**
   * Adds the federated suite with so many clients of the host's own. Reports call their work what
   * {@link ClientFactory#workload} says.
   */
  public BenchmarkBuilder clients(int clients, ClientFactory factory) {
    draft.factory = Optional.of(Objects.requireNonNull(factory, "a factory of clients"));
    return clients(clients);
  }

  /**
   * Adds the federated suite with so many clients of the host's own.
   *
   * @param workload what reports call their work. It identifies the scenario in other runs, so work
   *     that is to be told apart needs names of its own
   */
  public BenchmarkBuilder clients(int clients, String workload, ClientFactory factory) {
    return clients(clients, new NamedClients(workload, factory));
  }

  /**
   * Weights of the synthetic model, which has a bias besides; 10 unless said. Clients of the host's
   * own bring their own model.
   */
  public BenchmarkBuilder inputSize(int weights) {
    return set("inputSize", () -> draft.inputSize = weights);
  }

  /** Synchronous rounds, so many. Unless said, clients make passes at their own pace. */
  public BenchmarkBuilder rounds(int rounds) {
    return set("rounds", () -> draft.rounds = Optional.of(rounds));
  }

  /** Passes of each client in the asynchronous form; 1 unless said. */
  public BenchmarkBuilder passes(int passes) {
    return set("passes", () -> draft.passes = Optional.of(passes));
  }

  /** Fewer clients than this and a round, or an asynchronous run, has failed; 1 unless said. */
  public BenchmarkBuilder minClients(int clients) {
    return set("minClients", () -> draft.minClients = clients);
  }

  /**
   * How long a client has from instruction to arrival of its update. Unless said 60 s, and 10
   * minutes where updates are proved.
   */
  public BenchmarkBuilder deadline(Duration deadline) {
    return set("deadline", () -> draft.deadline = Optional.of(deadline));
  }

  /** The share of clients selected for each synchronous round, by the seed; all unless said. */
  public BenchmarkBuilder fraction(double fraction) {
    return set("fraction", () -> draft.fraction = Optional.of(fraction));
  }

  /** Accepted updates that make a new model in the asynchronous form; 3 unless said. */
  public BenchmarkBuilder aggregateEvery(int updates) {
    return set("aggregateEvery", () -> draft.aggregateEvery = Optional.of(updates));
  }

  /** How many versions old an asynchronous update's base may be; any unless said. */
  public BenchmarkBuilder maxStaleness(int versions) {
    return set("maxStaleness", () -> draft.maxStaleness = Optional.of(versions));
  }

  /** The aggregation rule; FedAvg, weighted by examples, unless said. */
  public BenchmarkBuilder aggregator(Aggregator aggregator) {
    return set("aggregator", () -> draft.aggregator = Optional.of(aggregator));
  }

  /** The aggregation rule, by name. */
  public BenchmarkBuilder aggregator(String name) {
    draft.aggregator = Optional.empty();
    return set("aggregator", () -> draft.aggregatorName = name);
  }

  /**
   * Whether clients are asked to evaluate each round's model, or an asynchronous run's last one.
   * Unless said, clients of the host's own are, and synthetic ones, which have nothing to evaluate
   * with, are not.
   */
  public BenchmarkBuilder evaluate(boolean evaluate) {
    return set("evaluate", () -> draft.evaluate = Optional.of(evaluate));
  }

  /**
   * Where the coordinator that the harness starts is bound; 127.0.0.1 and a free port unless said.
   */
  public BenchmarkBuilder coordinator(String host, int port) {
    return set(
        "coordinator",
        () -> {
          draft.host = Objects.requireNonNull(host);
          draft.port = port;
        });
  }

  /**
   * A coordinator that already runs, for one run. The harness starts none, and policy is that
   * coordinator's: options about it are refused here. All but {@link #minClients}, which says below
   * how many successful clients this side's run has failed.
   */
  public BenchmarkBuilder coordinatorUrl(URI url) {
    return set("coordinatorUrl", () -> draft.url = Optional.of(url));
  }

  /** The transport, by name: http unless said. */
  public BenchmarkBuilder transport(String name) {
    draft.transport = Optional.empty();
    draft.transportName = name;
    transportNamed = true;
    return this;
  }

  /** The transport. */
  public BenchmarkBuilder transport(Transport transport) {
    draft.transport = Optional.of(transport);
    transportNamed = true;
    return this;
  }

  /**
   * Has the transport authenticate the coordinator and encrypt. For a coordinator that already runs
   * give the transport itself, with that coordinator's keys.
   */
  public BenchmarkBuilder encrypted() {
    draft.encrypted = true;
    return this;
  }

  /**
   * Has every update carry a zero-knowledge proof that its norm is at most, and its count of values
   * that are not 0 at least, a bound: as {@link ProofPolicy#secure} says, or the policy given to
   * {@link #proofs}. The coordinator verifies before it aggregates. Encryption is {@link
   * #encrypted}.
   */
  public BenchmarkBuilder secure() {
    return set("secure", () -> draft.proofs = Optional.of(Optional.of(ProofKind.SECURE)));
  }

  /**
   * Has every update carry a zero-knowledge proof; updates that do are quantised. Unless said,
   * synthetic clients prove {@link ProofPolicy#standard}, and clients of the host's own prove
   * nothing.
   */
  public BenchmarkBuilder proofs(ProofPolicy policy) {
    return set(
        "proofs",
        () -> {
          draft.proofPolicy = policy;
          draft.proofs = Optional.of(Optional.of(policy.kind()));
        });
  }

  /** Has updates carry no proofs; they travel as float32. */
  public BenchmarkBuilder noProofs() {
    return set("noProofs", () -> draft.proofs = Optional.of(Optional.empty()));
  }

  /** The proof system of both sides; groth16 unless said. */
  public BenchmarkBuilder proofSystem(ProofSystem system) {
    return set("proofSystem", () -> draft.proofSystem = Optional.of(system));
  }

  /** The proof system of both sides, by name. */
  public BenchmarkBuilder proofSystem(String name) {
    draft.proofSystem = Optional.empty();
    return set("proofSystem", () -> draft.proofSystemName = name);
  }

  /**
   * A way of the host's own to make proofs. The coordinator's verifier stays: what it does not
   * accept is refused.
   */
  public BenchmarkBuilder proofGenerator(ProofGeneratorFactory factory) {
    return set("proofGenerator", () -> draft.proofGenerator = Optional.of(factory));
  }

  /** Has proofs made by a remote proof service, which sees every update in the clear. */
  public BenchmarkBuilder proofService(ProofService service) {
    return set("proofService", () -> draft.proofService = Optional.of(service));
  }

  /**
   * Keeps keys in a directory from run to run, for this user alone. Unless said, each run makes its
   * own and writes nothing.
   */
  public BenchmarkBuilder keyCache(Path directory) {
    return set("keyCache", () -> draft.keyCache = Optional.of(directory));
  }

  /**
   * Whether updates are signed, by keys enrolled before the run. Unless said they are; with a
   * coordinator that already runs, if there are {@link #clientKeys}.
   */
  public BenchmarkBuilder signatures(boolean signatures) {
    return set("signatures", () -> draft.signatures = Optional.of(signatures));
  }

  /**
   * The most examples that a client's update may claim; 1,000,000 unless said. An update's examples
   * are its weight in the mean, and a client says them itself: say what your largest client has, or
   * one that lies outweighs the others up to the default.
   */
  public BenchmarkBuilder maxExamples(long examples) {
    return set("maxExamples", () -> draft.maxExamples = examples);
  }

  /** The clients' private keys, for an external coordinator that has enrolled the public ones. */
  public BenchmarkBuilder clientKeys(Path directory) {
    return set("clientKeys", () -> draft.clientKeys = Optional.of(directory));
  }

  /** Has the coordinator speak FedZK's HTTP API too, beside its own protocol. */
  public BenchmarkBuilder fedzkApi() {
    return set("fedzkApi", () -> draft.fedzkApi = true);
  }

  /**
   * Lets anyone submit unsigned updates over FedZK's API, in the asynchronous form. The report says
   * so.
   */
  public BenchmarkBuilder openEnrolment() {
    return set("openEnrolment", () -> draft.openEnrolment = true);
  }

  /** How many clients work at once; unless said twice the processors, 4 at least. */
  public BenchmarkBuilder parallelism(int clients) {
    return set("parallelism", () -> draft.parallelism = Optional.of(clients));
  }

  /** How simulated clients share connections. */
  public BenchmarkBuilder connections(Connections connections) {
    return set("connections", () -> draft.connections = Objects.requireNonNull(connections));
  }

  /** Has clients arrive in batches, a pause apart. */
  public BenchmarkBuilder rampUp(int batch, Duration pause) {
    return set(
        "rampUp",
        () -> {
          draft.rampUpBatch = batch;
          draft.rampUpPause = Objects.requireNonNull(pause);
        });
  }

  /** How long clients have to join; 30 s unless said. */
  public BenchmarkBuilder joinTimeout(Duration timeout) {
    return set("joinTimeout", () -> draft.joinTimeout = Objects.requireNonNull(timeout));
  }

  /** How long a call to the coordinator may take; 30 s unless said. */
  public BenchmarkBuilder callTimeout(Duration timeout) {
    return set("callTimeout", () -> draft.callTimeout = Objects.requireNonNull(timeout));
  }

  /**
   * Accuracies whose rounds, time and bytes the report states; 0.8, 0.9 and 0.95 unless said. They
   * need clients that evaluate.
   */
  public BenchmarkBuilder targets(double... accuracies) {
    return set("targets", () -> draft.targets = DoubleStream.of(accuracies).boxed().toList());
  }

  /**
   * Runs a scenario for each value of a parameter, in place of the value that the builder has;
   * several sweeps make their product. Such as {@code sweep("clients", 10, 50, 100)}, {@code
   * sweep("proofs", "none", "standard", "secure")} or, with a {@link #proofService}, {@code
   * sweep("prover", "local", "remote")}.
   */
  public BenchmarkBuilder sweep(String parameter, Object... values) {
    sweeps.add(new Sweep(parameter, Arrays.stream(values).map(String::valueOf).toList()));
    return this;
  }

  /** Adds a suite. */
  public BenchmarkBuilder suite(Suite suite) {
    suites.add(Objects.requireNonNull(suite));
    return this;
  }

  /** Adds a suite, by name. */
  public BenchmarkBuilder suite(String name) {
    suiteNames.add(Objects.requireNonNull(name));
    return this;
  }

  /**
   * Runs those scenarios of the suites alone that have one of these names; all unless said. A name
   * that no scenario has is a mistake when the run starts.
   */
  public BenchmarkBuilder scenarios(String... names) {
    scenarios.addAll(List.of(names));
    return this;
  }

  /** How thorough the suites are; STANDARD unless said. Federated runs have none. */
  public BenchmarkBuilder profile(Profile other) {
    profile = Optional.of(other);
    return this;
  }

  /** What everything random derives from, but for secrets; 42 unless said. */
  public BenchmarkBuilder seed(long other) {
    seed = other;
    return this;
  }

  /**
   * Iterations of each scenario whose samples are thrown away; unless said as each suite has it,
   * and none of a federated run.
   */
  public BenchmarkBuilder warmups(int count) {
    warmups = OptionalInt.of(count);
    return this;
  }

  /**
   * Iterations of each scenario that count; unless said as each suite has it, and 1 of a federated
   * run. Of a federated run each is a scenario.
   */
  public BenchmarkBuilder iterations(int count) {
    iterations = OptionalInt.of(count);
    return this;
  }

  /** Adds someone who says what came of it. All run, even if one fails. */
  public BenchmarkBuilder reporter(Reporter reporter) {
    reporters.add(Objects.requireNonNull(reporter));
    return this;
  }

  /** Adds someone who hears events while it runs. */
  public BenchmarkBuilder listener(BenchmarkListener listener) {
    listeners.add(Objects.requireNonNull(listener));
    return this;
  }

  /**
   * What was asked for, validated.
   *
   * @throws InvalidConfigException with every mistake
   */
  public BenchmarkConfig config() {
    Problems problems = new Problems();
    List<FederatedPoint> points = federatedPoints(problems);
    List<Suite> all = new ArrayList<>(suites);
    if (!suiteNames.isEmpty()) {
      Extensions<Suite> known = Extensions.of(Suite.class);
      suiteNames.forEach(name -> FederatedDraft.find(known, name, problems).ifPresent(all::add));
    }
    Optional<Transport> named =
        transportNamed && !federated ? draft.transport(problems) : Optional.empty();
    boolean suited = !suites.isEmpty() || !suiteNames.isEmpty();
    problems
        .expect(
            federated || suited, "nothing to run: say clients(…) for a federated run, or suite(…)")
        .expect(
            suited || profile.isEmpty() || !federated,
            "profile: says how thorough suites are, and none runs; say suite(…) too, or leave it out")
        .expect(
            suited || scenarios.isEmpty() || !federated,
            "scenarios: says which of a suite's run, and none does; say suite(…) too, or leave it out")
        .expect(
            federated || transportNamed || !draft.encrypted,
            "encrypted(): no transport is named; say transport(…) too, or leave it out");
    Optional<BenchmarkConfig> config =
        problems.build(
            () ->
                new BenchmarkConfig(
                    points,
                    all,
                    transport(points, named),
                    profile.orElse(Profile.STANDARD),
                    seed,
                    scenarios,
                    warmups,
                    iterations,
                    reporters,
                    listeners));
    problems.orThrow();
    return config.orElseThrow();
  }

  /**
   * Runs it and waits. An interrupt cancels the run, and is kept.
   *
   * @return the result, also of a run that failed or was cancelled: see its outcome
   * @throws InvalidConfigException with every mistake; then nothing was started
   */
  public BenchmarkResult run() {
    return Benchmark.run(config());
  }

  /**
   * Starts it in threads of its own.
   *
   * @throws InvalidConfigException with every mistake; then nothing was started
   */
  public BenchmarkHandle start() {
    return Benchmark.start(config());
  }

  /** What suites are told: the transport that was named, once for all points. */
  private Optional<Transport> transport(List<FederatedPoint> points, Optional<Transport> named) {
    return transportNamed && !points.isEmpty()
        ? Optional.of(points.get(0).config().transport())
        : named;
  }

  private BenchmarkBuilder set(String option, Runnable change) {
    federatedOptions.add(option);
    change.run();
    return this;
  }

  private List<FederatedPoint> federatedPoints(Problems problems) {
    if (!federated) {
      problems
          .expect(
              federatedOptions.isEmpty(),
              "%s: set, but nothing federated runs; say clients(…) too",
              String.join(", ", federatedOptions))
          .expect(sweeps.isEmpty(), "sweep: sweeps a federated run; say clients(…) too");
      return List.of();
    }
    Set<String> asked = new LinkedHashSet<>(federatedOptions);
    sweeps.forEach(sweep -> asked.add(sweep.parameter()));
    Contradictions.check(draft, asked, problems);
    List<FederatedPoint> points = new ArrayList<>();
    FederatedDraft base = draft.copy();
    base.comparesProofs = sweeps.stream().map(Sweep::parameter).anyMatch(PROVING::contains);
    List<Sweep.Point> drafts = Sweep.points(base, sweeps, problems);
    problems.expect(
        draft.url.isEmpty()
            || drafts.size() <= 1 && iterations.orElse(1) <= 1 && warmups.orElse(0) <= 0,
        "coordinator url: a coordinator that already runs is there for one run; leave sweeps, iterations and warm-ups out");
    Map<String, List<String>> mistakes = new LinkedHashMap<>();
    for (Sweep.Point point : drafts) {
      Problems here = new Problems();
      Optional<FederatedConfig> config = point.draft().config(here);
      String where = "at " + point.parameters();
      here.found().forEach(m -> mistakes.computeIfAbsent(m, k -> new ArrayList<>()).add(where));
      config.ifPresent(valid -> points.add(new FederatedPoint(point.parameters(), valid)));
    }
    mistakes.forEach(
        (mistake, places) -> {
          if (places.size() == drafts.size()) { // the sweep has no part in it
            problems.expect(false, "%s", mistake);
          } else {
            places.forEach(where -> problems.expect(false, "%s: %s", where, mistake));
          }
        });
    return points;
  }
}
