package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.Extent;
import dev.fedbench.suite.Profile;
import java.time.Duration;
import java.util.List;

/**
 * How much of everything, by profile.
 *
 * @param payloads bytes of the bodies whose throughput is measured
 * @param clients numbers of clients at 1 KB
 * @param inFlights numbers of requests in flight of one client, at 1 KB
 * @param handlers methods whose throughput is measured besides the echo
 * @param requests of one throughput measurement, over all clients
 * @param loads requests a second whose latency is measured
 * @param loadTime how long each of them
 * @param latencyPayloads bytes of the bodies whose latency is measured
 * @param latencyRate requests a second at which it is, and the tail
 * @param tailRequests of the long run
 * @param compressionPayloads bytes of the bodies with and without compression
 * @param kinds kinds of payloads that are compressed, at 10 KB
 * @param everyCodec whether each codec is measured; else the first
 * @param featureRequests of one measurement of features
 * @param handshakes clients that connect one after the other
 * @param warmUp what comes first on the same connections: so many requests and so long, both
 * @param iterations of each scenario, unless the run says
 */
record Sizes(
    List<Integer> payloads,
    List<Integer> clients,
    List<Integer> inFlights,
    List<String> handlers,
    long requests,
    List<Double> loads,
    Duration loadTime,
    List<Integer> latencyPayloads,
    double latencyRate,
    long tailRequests,
    List<Integer> compressionPayloads,
    List<Payload> kinds,
    boolean everyCodec,
    long featureRequests,
    int handshakes,
    Extent warmUp,
    int iterations) {

  static final int KB = 1024;
  private static final int MB = 1024 * KB;

  private static final List<String> HANDLERS =
      List.of(BenchHandlers.COMPUTE, BenchHandlers.MEMORY, BenchHandlers.VARIABLE_DELAY);

  /** Long enough for the compilers to have seen what matters, on a machine that is not busy. */
  private static final Extent WARM_UP = new Extent(1_000, Duration.ofSeconds(2));

  private static final Sizes QUICK =
      new Sizes(
          List.of(KB, 4 * KB),
          List.of(1, 5, 10),
          List.of(),
          List.of(),
          1_000,
          List.of(100.0, 500.0),
          Duration.ofSeconds(10),
          List.of(KB, 4 * KB),
          500,
          1_000,
          List.of(KB, 4 * KB),
          List.of(),
          false,
          1_000,
          20,
          new Extent(100, Duration.ofMillis(500)),
          1);

  private static final Sizes STANDARD =
      new Sizes(
          List.of(64, KB, 16 * KB, 256 * KB),
          List.of(1, 10, 50),
          List.of(),
          HANDLERS,
          5_000,
          List.of(100.0, 1_000.0, 5_000.0),
          Duration.ofSeconds(10),
          List.of(KB, 64 * KB),
          500,
          5_000,
          List.of(KB, 10 * KB, 100 * KB),
          List.of(Payload.values()),
          false,
          2_000,
          50,
          WARM_UP,
          3);

  private static final Sizes FULL =
      new Sizes(
          List.of(64, 256, KB, 4 * KB, 16 * KB, 64 * KB, 256 * KB, MB),
          List.of(1, 2, 5, 10, 20, 50, 100),
          List.of(),
          HANDLERS,
          10_000,
          List.of(100.0, 500.0, 1_000.0, 2_000.0, 5_000.0),
          Duration.ofSeconds(30),
          List.of(64, 256, KB, 4 * KB, 16 * KB, 64 * KB),
          500,
          10_000,
          List.of(KB, 10 * KB, 100 * KB, MB),
          List.of(Payload.values()),
          true,
          5_000,
          100,
          WARM_UP,
          3);

  Sizes {
    payloads = List.copyOf(payloads);
    clients = List.copyOf(clients);
    inFlights = List.copyOf(inFlights);
    handlers = List.copyOf(handlers);
    loads = List.copyOf(loads);
    latencyPayloads = List.copyOf(latencyPayloads);
    compressionPayloads = List.copyOf(compressionPayloads);
    kinds = List.copyOf(kinds);
  }

  /** Each profile has all that the one before has, but QUICK. */
  static Sizes of(Profile profile) {
    return switch (profile) {
      case QUICK -> QUICK;
      case STANDARD -> STANDARD;
      case FULL -> FULL;
      case COMPREHENSIVE -> comprehensive();
    };
  }

  /** Besides: pipelines, and a tail of more than three minutes. */
  private static Sizes comprehensive() {
    return new Sizes(
        FULL.payloads,
        FULL.clients,
        List.of(1, 10, 100),
        FULL.handlers,
        FULL.requests,
        FULL.loads,
        FULL.loadTime,
        FULL.latencyPayloads,
        FULL.latencyRate,
        100_000,
        FULL.compressionPayloads,
        FULL.kinds,
        FULL.everyCodec,
        FULL.featureRequests,
        FULL.handshakes,
        FULL.warmUp,
        FULL.iterations);
  }
}
