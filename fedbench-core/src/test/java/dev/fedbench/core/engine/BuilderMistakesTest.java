package dev.fedbench.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.fl.Authentication;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Connections;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofService;
import dev.fedbench.report.Reporter;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is found before anything starts, and all of them at once. */
class BuilderMistakesTest {

  static Stream<Arguments> mistakes() {
    Duration zero = Duration.ZERO;
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    return Stream.of(
        mistake("clients: 0; expected 1 to 100000000", b -> b.clients(0)),
        mistake("clients: -5; expected 1 to 100000000", b -> b.clients(-5)),
        mistake("clients: 100000001; expected 1 to 100000000", b -> b.clients(100_000_001)),
        mistake("input size: 0; expected 1 to ", b -> b.inputSize(0)),
        mistake("input size: -1; expected 1 to ", b -> b.inputSize(-1)),
        mistake("input size: 2147483647; expected", b -> b.inputSize(Integer.MAX_VALUE)),
        mistake("rounds: 0; expected at least 1", b -> b.rounds(0)),
        mistake("passes: 0; expected at least 1", b -> b.passes(0)),
        mistake("min clients: 0; expected at least 1", b -> b.minClients(0)),
        mistake("min clients: 4; expected at most the 3 clients", b -> b.minClients(4)),
        mistake("min clients: 4; expected at most", b -> b.rounds(1).minClients(4)),
        mistake("deadline: PT0S; expected more than zero", b -> b.deadline(zero)),
        mistake("deadline: PT-1S; expected", b -> b.deadline(Duration.ofSeconds(-1))),
        mistake("expected more than zero, up to 3650 days", b -> b.deadline(endless)),
        mistake("fraction: 0.0; expected above 0", b -> b.rounds(1).fraction(0)),
        mistake("fraction: 1.1; expected above 0", b -> b.rounds(1).fraction(1.1)),
        mistake("fraction: NaN; expected above 0", b -> b.rounds(1).fraction(Double.NaN)),
        mistake("fraction: selects clients for a round; say rounds", b -> b.fraction(0.5)),
        mistake("aggregate every: 0; expected at least 1", b -> b.aggregateEvery(0)),
        mistake("max staleness: -1; expected at least 0", b -> b.maxStaleness(-1)),
        mistake("passes: is for the asynchronous form", b -> b.rounds(1).passes(1)),
        mistake("aggregate every: is for the async", b -> b.rounds(1).aggregateEvery(1)),
        mistake("max staleness: is for the async", b -> b.rounds(1).maxStaleness(1)),
        mistake("unknown aggregator 'fedavgg'; did you mean", b -> b.aggregator("fedavgg")),
        mistake("coordinator host: empty", b -> b.coordinator(" ", 1)),
        mistake("coordinator port: 70000; expected 0 to 65535", b -> b.coordinator("h", 70_000)),
        mistake("coordinator port: -1; expected 0 to 65535", b -> b.coordinator("h", -1)),
        mistake("coordinator url: '/x'", b -> b.coordinatorUrl(URI.create("/x"))),
        mistake(
            "coordinator url: 'inprocess://h:0'; expected scheme://host:port",
            b -> b.coordinatorUrl(URI.create("inprocess://h:0"))),
        mistake(
            "coordinator address inprocess://h: expected inprocess://host:port with a port",
            b -> b.coordinatorUrl(URI.create("inprocess://h"))),
        mistake(
            "coordinator address http://h:1: expected inprocess://host:port with a port",
            b -> b.coordinatorUrl(URI.create("http://h:1"))),
        mistake(
            "coordinator address inprocess://h:1: expected http://host:port with a port",
            b -> b.transport("http").coordinatorUrl(URI.create("inprocess://h:1"))),
        mistake(
            "coordinator address https://h:1: expected http://host:port with a port",
            b -> b.transport("http").coordinatorUrl(URI.create("https://h:1"))),
        mistake(
            "coordinator address http://h:1/submit: expected http://host:port and nothing more",
            b -> b.transport("http").coordinatorUrl(URI.create("http://h:1/submit"))),
        mistake(
            "coordinator address inprocess://elsewhere:1: expected http://",
            b -> b.coordinatorUrl(ELSEWHERE).sweep("transport", "http")),
        mistake("coordinator host: Illegal character in", b -> b.coordinator("a b", 1)),
        mistake(
            "coordinator address inprocess://under_score:1: expected inprocess://host:port",
            b -> b.coordinator("under_score", 1)),
        mistake(
            "unknown transport 'inproces'; did you mean 'inprocess'", b -> b.transport("inproces")),
        mistake(
            "unknown transport 'zmq'; add the artifact dev.fedbench:fedbench-zmq",
            b -> b.transport("zmq")),
        mistake(
            "unknown transport 'kafkaa'; did you mean 'kafka' (artifact dev.fedbench:fedbench-kafka)",
            b -> b.transport("kafkaa")),
        mistake("unknown transport 'pigeons'. Available here: ", b -> b.transport("pigeons")),
        mistake("encrypted(): the transport inprocess cannot encrypt", b -> b.encrypted()),
        mistake(
            "proofService: set, but updates carry no proof",
            b -> b.noProofs().proofService(service())),
        mistake(
            "keyCache: set, but updates carry no proof",
            b -> b.noProofs().keyCache(Path.of("keys"))),
        mistake(
            "unknown proof system 'groth17'; did you mean 'groth16'?",
            b -> b.secure().proofSystem("groth17")),
        mistake("sweep 'proofs': 'secret' is not a value of it", b -> b.sweep("proofs", "secret")),
        mistake(
            "prover: there is no proof service to be the remote one",
            b -> b.secure().sweep("prover", "local", "remote")),
        mistake(
            "proof service: a generator of your own proves already",
            b -> b.secure().proofService(service()).proofGenerator((keys, builtIn) -> builtIn)),
        mistake(
            "proofs: sums over 2000000 updates of 32 bits and up to 1000000 examples each could pass 2^63",
            b -> b.proofs(ProofPolicy.secure().bits(32)).aggregateEvery(2_000_000)),
        mistake("max examples: 0; expected 1 to", b -> b.maxExamples(0)),
        mistake("max examples: 4294967297; expected", b -> b.maxExamples((1L << 32) + 1)),
        mistake("client keys: are for an external", b -> b.clientKeys(Path.of("keys"))),
        mistake("FedZK's API: needs the transport http", b -> b.fedzkApi()),
        mistake("open enrolment: is for FedZK's API", b -> b.openEnrolment()),
        mistake("parallelism: 0; expected at least 1", b -> b.parallelism(0)),
        mistake("ramp-up batch: 0; expected at least 1", b -> b.rampUp(0, zero)),
        mistake("ramp-up pause: PT-1S; expected", b -> b.rampUp(1, Duration.ofSeconds(-1))),
        mistake("ramp-up pause: ", b -> b.rampUp(1, endless)),
        mistake("join timeout: PT0S; expected", b -> b.joinTimeout(zero)),
        mistake("call timeout: PT0S; expected", b -> b.callTimeout(zero)),
        mistake("call timeout: ", b -> b.callTimeout(endless)),
        mistake(
            "target accuracies: [0.5, 1.5]; expected", b -> b.clients(3, own()).targets(0.5, 1.5)),
        mistake("target accuracies: [0.0]; expected", b -> b.clients(3, own()).targets(0)),
        mistake("warm-ups: -1; expected at least 0", b -> b.warmups(-1)),
        mistake("iterations: 0; expected at least 1", b -> b.iterations(0)),
        mistake(
            "unknown suite 'storage'; add the artifact dev.fedbench:fedbench-storage",
            b -> b.suite("storage")),
        mistake(
            "sweep 'client': no such parameter; did you mean 'clients'", b -> b.sweep("client", 1)),
        mistake("sweep 'x': no such parameter. Known: aggregateEvery, ", b -> b.sweep("x", 1)),
        mistake("sweep 'clients': no values; expected some", b -> b.sweep("clients")),
        mistake("sweep 'clients': 'many' is not a value of it", b -> b.sweep("clients", "many")),
        mistake("sweep 'clients': '1.5' is not a value of it", b -> b.sweep("clients", 1.5)),
        mistake("sweep 'signatures': 'yes' is not a value", b -> b.sweep("signatures", "yes")),
        mistake("sweep 'connections': 'own' is not a value", b -> b.sweep("connections", "own")),
        mistake("sweep 'clients': swept twice", b -> b.sweep("clients", 1).sweep("clients", 2)),
        mistake("sweep 'clients': 2 comes twice", b -> b.sweep("clients", 2, 3, 2)),
        mistake("workload: ' '", b -> b.clients(3, " ", context -> null)),
        mistake("sweeps: more than 1000 points", b -> b.sweep("clients", numbers(1_001))),
        mistake("at {clients=0}: clients: 0; expected 1 to", b -> b.sweep("clients", 1, 0)),
        mistake(
            "at {transport=grpc}: unknown transport",
            b -> b.sweep("transport", "inprocess", "grpc")),
        mistake("cannot write here", b -> b.reporter(new Unwritable())));
  }

  private static final URI ELSEWHERE = URI.create("inprocess://elsewhere:1");

  /** Options that are right by themselves, and of which one would have no effect. */
  static Stream<Arguments> contradictions() {
    Duration second = Duration.ofSeconds(1);
    Path keys = Path.of("keys");
    return Stream.of(
        mistake(
            "coordinator url: a coordinator runs there already; leave out the host and port",
            b -> b.coordinatorUrl(ELSEWHERE).coordinator("127.0.0.1", 8000)),
        mistake(
            "rounds: decided by the coordinator, and the one at the coordinator url already runs",
            b -> b.coordinatorUrl(ELSEWHERE).rounds(2)),
        mistake(
            "passes, deadline, aggregateEvery, maxStaleness, aggregator, evaluate, maxExamples: decided",
            b ->
                b.passes(1)
                    .deadline(second)
                    .aggregateEvery(2)
                    .maxStaleness(2)
                    .aggregator("fedavg")
                    .evaluate(false)
                    .maxExamples(3)
                    .aggregateEvery(2)
                    .coordinatorUrl(ELSEWHERE)),
        mistake(
            "aggregateEvery: decided by the coordinator",
            b -> b.coordinatorUrl(ELSEWHERE).sweep("aggregateEvery", 1)),
        mistake("is there for one run", b -> b.coordinatorUrl(ELSEWHERE).sweep("clients", 1, 2)),
        mistake("is there for one run", b -> b.coordinatorUrl(ELSEWHERE).iterations(2)),
        mistake("is there for one run", b -> b.coordinatorUrl(ELSEWHERE).warmups(1)),
        mistake(
            "signatures: an external coordinator verifies them with keys that it has enrolled",
            b -> b.coordinatorUrl(ELSEWHERE).signatures(true)),
        mistake(
            "client keys: sign updates, and signatures(false) says not to",
            b -> b.coordinatorUrl(ELSEWHERE).clientKeys(keys).signatures(false)),
        mistake(
            "encrypted(): a transport by name has no keys",
            b -> b.coordinatorUrl(URI.create("https://localhost:1")).transport("http").encrypted()),
        mistake(
            "FedZK's API: is the coordinator's to offer",
            b -> b.coordinatorUrl(URI.create("http://localhost:1")).transport("http").fedzkApi()),
        mistake("open enrolment: is for the async", b -> openToAll(b).rounds(1)),
        mistake("input size: is of the synthetic model", b -> b.clients(3, own()).inputSize(20)),
        mistake(
            "input size: is of the synthetic model",
            b -> b.clients(3, own()).sweep("inputSize", 1, 2)),
        mistake("target accuracies: need clients of your own", b -> b.targets(0.5)),
        mistake(
            "target accuracies: need clients of your own",
            b -> b.clients(3, own()).evaluate(false).targets(0.5)),
        mistake("profile: says how thorough suites are", b -> b.profile(Profile.QUICK)));
  }

  private static BenchmarkBuilder openToAll(BenchmarkBuilder builder) {
    return builder.transport("http").fedzkApi().openEnrolment();
  }

  private static ProofService service() {
    return ProofService.at(URI.create("http://localhost:9000"));
  }

  private static ClientFactory own() {
    return context -> {
      throw new IllegalStateException("no client is made of a wrong configuration");
    };
  }

  private static Arguments mistake(String problem, Consumer<BenchmarkBuilder> made) {
    return Arguments.of(problem, made);
  }

  private static Object[] numbers(int count) {
    return Stream.iterate(1, i -> i + 1).limit(count).toArray();
  }

  private record Unwritable() implements Reporter {
    @Override
    public Optional<String> problem() {
      return Optional.of("cannot write here");
    }

    @Override
    public void report(BenchmarkResult result) {}
  }

  private static BenchmarkBuilder good() {
    return Benchmark.builder().clients(3).transport("inprocess");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"mistakes", "contradictions"})
  void one_mistake_is_one_problem(String problem, Consumer<BenchmarkBuilder> made) {
    BenchmarkBuilder builder = good();
    made.accept(builder);
    assertThat(problems(builder)).singleElement().asString().contains(problem);
    assertThatThrownBy(builder::run).isInstanceOf(InvalidConfigException.class);
    assertThatThrownBy(builder::start).isInstanceOf(InvalidConfigException.class);
  }

  @Test
  void without_mistakes_there_is_a_configuration() {
    assertThat(good().config().federated()).hasSize(1);
  }

  static Stream<Arguments> harmonies() {
    return Stream.of(
        harmony(b -> b.coordinatorUrl(ELSEWHERE).minClients(2).sweep("clients", 2)),
        harmony(b -> b.coordinatorUrl(ELSEWHERE).targets(0.5).connections(Connections.SHARED)),
        harmony(b -> b.coordinatorUrl(ELSEWHERE).signatures(false).inputSize(3)),
        harmony(b -> b.clients(3, own()).targets(0.5)),
        harmony(b -> openToAll(b)),
        harmony(b -> b.evaluate(true)));
  }

  private static Arguments harmony(Consumer<BenchmarkBuilder> made) {
    return Arguments.of(made);
  }

  @ParameterizedTest
  @MethodSource("harmonies")
  void options_that_go_together_are_no_mistake(Consumer<BenchmarkBuilder> made) {
    BenchmarkBuilder builder = good();
    made.accept(builder);
    assertThat(builder.config().federated()).hasSize(1);
  }

  @Test
  void with_a_coordinator_elsewhere_updates_are_signed_if_there_are_keys() {
    BenchmarkBuilder builder = good().coordinatorUrl(ELSEWHERE);
    assertThat(authentication(builder).signatures()).isFalse();
    assertThat(authentication(builder.clientKeys(Path.of("keys"))).signatures()).isTrue();
  }

  private static Authentication authentication(BenchmarkBuilder builder) {
    return builder.config().federated().get(0).config().authentication();
  }

  @Test
  void all_mistakes_are_reported_at_once() {
    BenchmarkBuilder builder =
        good()
            .clients(0)
            .inputSize(0)
            .aggregateEvery(0)
            .fraction(0.5)
            .aggregator("nobody")
            .coordinator("", 70_000)
            .transport("pigeons")
            .noProofs()
            .keyCache(Path.of("keys"))
            .maxExamples(0)
            .parallelism(0)
            .rampUp(0, Duration.ofSeconds(-1))
            .joinTimeout(Duration.ZERO)
            .callTimeout(Duration.ZERO)
            .targets(2)
            .warmups(-1)
            .iterations(0)
            .suite("nothing")
            .sweep("nothing", 1)
            .sweep("inputSize", "x")
            .reporter(new Unwritable());
    assertThat(problems(builder))
        .hasSize(23)
        .doesNotHaveDuplicates()
        .allSatisfy(problem -> assertThat(problem).isNotBlank().doesNotContain("null"));
    assertThatThrownBy(builder::config).hasMessage(String.join("\n", problems(builder)));
  }

  @Test
  void a_mistake_that_has_nothing_to_do_with_a_sweep_is_reported_once() {
    BenchmarkBuilder builder =
        good().coordinator("h", 70_000).sweep("clients", 1, 2, 3, 4, 0).sweep("rounds", 1, 2);
    assertThat(problems(builder))
        .containsExactlyInAnyOrder(
            "coordinator port: 70000; expected 0 to 65535",
            "at {clients=0, rounds=1}: clients: 0; expected 1 to 100000000",
            "at {clients=0, rounds=2}: clients: 0; expected 1 to 100000000");
  }

  @Test
  void nothing_to_run_is_a_mistake() {
    assertThat(problems(Benchmark.builder()))
        .singleElement()
        .asString()
        .startsWith("nothing to run: say clients(…)");
  }

  @Test
  void options_of_a_federated_run_that_is_not_asked_for_are_a_mistake() {
    BenchmarkBuilder builder = Benchmark.builder().rounds(3).parallelism(2).sweep("clients", 1);
    assertThat(problems(builder))
        .anySatisfy(
            p -> assertThat(p).startsWith("rounds, parallelism: set, but nothing federated"))
        .anySatisfy(p -> assertThat(p).startsWith("sweep: sweeps a federated run"));
  }

  @Test
  void encryption_of_a_transport_that_nobody_names_is_a_mistake() {
    BenchmarkBuilder builder = Benchmark.builder().suite(new NoScenarios()).encrypted();
    assertThat(problems(builder))
        .containsExactly(
            "encrypted(): no transport is named; say transport(…) too, or leave it out");
    assertThat(builder.transport("http").config().transport()).isPresent();
  }

  private record NoScenarios() implements Suite {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public List<Scenario> scenarios(SuiteContext context) {
      return List.of();
    }
  }

  private static List<String> problems(BenchmarkBuilder builder) {
    return catchThrowableOfType(InvalidConfigException.class, builder::config).problems();
  }
}
