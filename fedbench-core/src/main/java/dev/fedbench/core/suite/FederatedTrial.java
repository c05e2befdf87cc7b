package dev.fedbench.core.suite;

import com.sun.management.OperatingSystemMXBean;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.coordinator.CoordinatorPolicy;
import dev.fedbench.core.fl.fleet.Credentials;
import dev.fedbench.core.fl.fleet.Fleet;
import dev.fedbench.core.fl.fleet.FleetSetup;
import dev.fedbench.core.fl.fleet.Seeds;
import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.identity.FleetKeys;
import dev.fedbench.core.fl.identity.KeyFiles;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.fl.wire.RunReport;
import dev.fedbench.core.learning.SyntheticWorkload;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.WireStats;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A federated run: each iteration has a coordinator and a fleet of its own. */
final class FederatedTrial implements Trial {

  private final FederatedConfig config;
  private final ScenarioContext context;
  private final ClientFactory factory;
  private final Credentials credentials;
  private final Enrolment enrolment;

  private FederatedTrial(
      FederatedConfig config,
      ScenarioContext context,
      ClientFactory factory,
      Credentials credentials,
      Enrolment enrolment) {
    this.config = config;
    this.context = context;
    this.factory = factory;
    this.credentials = credentials;
    this.enrolment = enrolment;
  }

  static FederatedTrial open(FederatedConfig config, ScenarioContext context) throws IOException {
    ClientFactory factory =
        config.factory().orElseGet(() -> new SyntheticWorkload(config.inputSize()));
    int clients = config.clients();
    long cap = config.authentication().maxExamples();
    if (config.clientKeys().isPresent()) {
      Credentials keys =
          Credentials.of(KeyFiles.readDirectory(config.clientKeys().get(), clients), clients);
      return new FederatedTrial(
          config, context, factory, keys, NumberedEnrolment.unsigned(clients, cap));
    }
    if (!config.authentication().signatures()
        || config.coordinator() instanceof CoordinatorAddress.External) {
      return new FederatedTrial(
          config,
          context,
          factory,
          Credentials.unsigned(clients),
          NumberedEnrolment.unsigned(clients, cap));
    }
    FleetKeys keys = FleetKeys.generate(clients, new SecureRandom());
    return new FederatedTrial(
        config, context, factory, Credentials.signed(keys), NumberedEnrolment.signed(keys, cap));
  }

  @Override
  public void iterate(Recorder recorder) throws Exception {
    if (config.coordinator() instanceof CoordinatorAddress.External external) {
      runAgainst(external.url(), Optional.empty(), recorder);
    } else {
      try (Coordinator coordinator =
          start((CoordinatorAddress.Local) config.coordinator(), recorder)) {
        runAgainst(coordinator.endpoint(), Optional.of(coordinator), recorder);
      }
    }
  }

  private Coordinator start(CoordinatorAddress.Local address, Recorder recorder) throws Exception {
    CoordinatorPolicy policy =
        new CoordinatorPolicy(
            config.policy(),
            config.aggregator(),
            config.evaluate(),
            config.authentication().signatures(),
            config.joinTimeout(),
            context.seed());
    CoordinatorObserver observer =
        new CoordinatorObserver() {
          @Override
          public void sample(Metric metric, double value) {
            recorder.record(metric, value);
          }

          @Override
          public void round(RoundRow row) {
            recorder.row(row);
          }
        };
    return Coordinator.start(
        config.transport(),
        config.transport().address(address.host(), address.port()),
        ServerOptions.defaults(),
        policy,
        enrolment,
        initialModel(),
        observer);
  }

  /** Asks client 0. That it cannot be made is its own failure, and counts as such later. */
  private Optional<Tensors> initialModel() throws Exception {
    ClientContext first =
        new ClientContext(credentials.id(0), 0, config.clients(), Seeds.of(context.seed(), 0));
    Client client;
    try {
      client = Objects.requireNonNull(factory.create(first), "create returned null");
    } catch (Exception e) {
      context.warn("client 0 could not be asked for the initial model: " + e);
      return Optional.empty();
    }
    try {
      return Objects.requireNonNull(
          client.initialModel(),
          "client 0's initialModel returned null; expected Optional.empty() for none");
    } finally {
      close(client);
    }
  }

  private void close(Client client) {
    try {
      client.close();
    } catch (RuntimeException | Error e) { // a host's code: the model is there all the same
      context.warn("a client did not close: " + e);
    }
  }

  private void runAgainst(URI endpoint, Optional<Coordinator> local, Recorder recorder)
      throws Exception {
    FleetSetup setup = new FleetSetup(config, factory, credentials, endpoint, context.seed());
    try (Fleet fleet = Fleet.connect(setup, recorder, context)) {
      long cpuBefore = processCpuNanos();
      String failure = fleet.run(() -> local.ifPresent(Coordinator::closeJoining));
      recorder.record(FederatedMetrics.PROCESS_CPU, (processCpuNanos() - cpuBefore) * 1e-9);
      Optional<RunReport> report =
          local.isPresent() ? local.map(Coordinator::report) : fleet.fetchReport();
      report.ifPresent(found -> record(found, local.isEmpty(), recorder));
      local.ifPresent(here -> traffic("coordinator", List.of(here.wireStats()), recorder));
      traffic("clients", fleet.wireStats(), recorder);
      if (!failure.isEmpty() && !context.cancelled()) {
        throw new FederatedRunException(failure);
      }
    }
  }

  private static void record(RunReport report, boolean samplesToo, Recorder recorder) {
    if (samplesToo) {
      report
          .samples()
          .forEach(
              (name, values) -> {
                for (double value : values) {
                  recorder.record(Metric.seconds(name), value);
                }
              });
      report.rounds().forEach(recorder::row);
    }
    recorder.record(FederatedMetrics.PENDING_UPDATES, report.pending());
    report
        .rejections()
        .forEach(
            (cause, count) ->
                recorder.row(Row.of("rejection", Map.of("cause", cause, "count", count))));
  }

  private static void traffic(String side, List<WireStats> stats, Recorder recorder) {
    TrafficSum.of(stats)
        .forEach(
            traffic -> {
              Map<String, Object> columns = new LinkedHashMap<>();
              columns.put("side", side);
              columns.put("direction", traffic.direction().name().toLowerCase(Locale.ROOT));
              columns.put("kind", traffic.kind().name().toLowerCase(Locale.ROOT));
              columns.put("name", traffic.name());
              columns.put("messages", traffic.messages());
              columns.put("bytes", traffic.bytes());
              recorder.row(Row.of("traffic", columns));
            });
  }

  private static long processCpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
