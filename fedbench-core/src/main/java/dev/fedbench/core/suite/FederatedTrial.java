package dev.fedbench.core.suite;

import com.sun.management.OperatingSystemMXBean;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.fleet.Credentials;
import dev.fedbench.core.fl.fleet.Fleet;
import dev.fedbench.core.fl.fleet.FleetSetup;
import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.identity.FleetKeys;
import dev.fedbench.core.fl.identity.KeyFiles;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.fl.wire.RunReport;
import dev.fedbench.core.learning.SyntheticWorkload;
import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.proof.Keys;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.Traffic;
import dev.fedbench.rpc.WireStats;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A federated run: each iteration has a coordinator and a fleet of its own. */
final class FederatedTrial implements Trial {

  private final FederatedConfig config;
  private final ScenarioContext context;
  private final ClientFactory factory;
  private final Credentials credentials;
  private final Enrolment enrolment;

  private final KeyStore keys;

  private FederatedTrial(
      FederatedConfig config,
      ScenarioContext context,
      ClientFactory factory,
      Credentials credentials,
      Enrolment enrolment,
      KeyStore keys) {
    this.config = config;
    this.context = context;
    this.factory = factory;
    this.credentials = credentials;
    this.enrolment = enrolment;
    this.keys = keys;
  }

  static FederatedTrial open(FederatedConfig config, KeyStore store, ScenarioContext context)
      throws IOException {
    ClientFactory factory =
        config.factory().orElseGet(() -> new SyntheticWorkload(config.inputSize()));
    int clients = config.clients();
    long cap = config.authentication().maxExamples();
    if (config.clientKeys().isPresent()) {
      Credentials keys =
          Credentials.of(KeyFiles.readDirectory(config.clientKeys().get(), clients), clients);
      return new FederatedTrial(
          config, context, factory, keys, NumberedEnrolment.unsigned(clients, cap), store);
    }
    if (!config.authentication().signatures()
        || config.coordinator() instanceof CoordinatorAddress.External) {
      return new FederatedTrial(
          config,
          context,
          factory,
          Credentials.unsigned(clients),
          NumberedEnrolment.unsigned(clients, cap),
          store);
    }
    FleetKeys keys = FleetKeys.generate(clients, new SecureRandom());
    return new FederatedTrial(
        config,
        context,
        factory,
        Credentials.signed(keys),
        NumberedEnrolment.signed(keys, cap),
        store);
  }

  @Override
  public void iterate(Recorder recorder) throws Exception {
    if (config.authentication().openEnrolment()) {
      context.warn("open enrolment: updates over FedZK's API are not authenticated");
    }
    if (config.coordinator() instanceof CoordinatorAddress.External external) {
      runAgainst(external.url(), Optional.empty(), recorder);
    } else {
      Optional<KeptRun> kept = config.keeping().isPresent() ? keep() : Optional.empty();
      try (Coordinator coordinator =
          start((CoordinatorAddress.Local) config.coordinator(), recorder, kept)) {
        runAgainst(coordinator.endpoint(), Optional.of(coordinator), recorder);
      } finally {
        if (kept.isPresent()) {
          kept.get().close();
          recorder.row(kept.get().row());
        }
      }
    }
  }

  private Optional<KeptRun> keep() throws IOException {
    return Optional.of(KeptRun.open(config.keeping().orElseThrow()));
  }

  private Coordinator start(
      CoordinatorAddress.Local address, Recorder recorder, Optional<KeptRun> kept)
      throws Exception {
    CoordinatorObserver recording =
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
    CoordinatorObserver observer = kept.map(run -> run.before(recording)).orElse(recording);
    return CoordinatorStart.start(
        config, address, factory, enrolment, keys, false, context.seed(), observer, context::warn);
  }

  private void runAgainst(URI endpoint, Optional<Coordinator> local, Recorder recorder)
      throws Exception {
    Optional<Keys> shared = local.flatMap(Coordinator::keys);
    FleetSetup setup =
        new FleetSetup(config, factory, credentials, endpoint, shared, keys, context.seed());
    try (Fleet fleet = Fleet.connect(setup, recorder, context)) {
      long cpuBefore = processCpuNanos();
      String failure = fleet.run(() -> local.ifPresent(Coordinator::closeJoining));
      recorder.record(FederatedMetrics.PROCESS_CPU, (processCpuNanos() - cpuBefore) / 1e9);
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

  private void record(RunReport report, boolean samplesToo, Recorder recorder) {
    if (samplesToo) {
      if (report.leftOut() > 0) {
        context.warn(
            "the coordinator measured more than it keeps for a report: %d samples and rounds are missing"
                .formatted(report.leftOut()));
      }
      report
          .samples()
          .forEach(
              (name, values) -> {
                for (double value : values) {
                  recorder.record(RunReport.metric(name), value);
                }
              });
      report.rounds().forEach(recorder::row);
    }
    recorder.record(FederatedMetrics.PENDING_UPDATES, report.pending());
    report
        .rejections()
        .forEach(
            (cause, count) ->
                recorder.row(
                    Row.builder("rejection")
                        .column("cause", cause)
                        .column("count", count)
                        .build()));
  }

  private static void traffic(String side, List<WireStats> stats, Recorder recorder) {
    for (Traffic traffic : TrafficSum.of(stats)) {
      recorder.row(
          Row.builder("traffic")
              .column("side", side)
              .column("direction", traffic.direction().name().toLowerCase(Locale.ROOT))
              .column("kind", traffic.kind().name().toLowerCase(Locale.ROOT))
              .column("name", traffic.name())
              .column("messages", traffic.messages())
              .column("bytes", traffic.bytes())
              .build());
    }
  }

  private static long processCpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
