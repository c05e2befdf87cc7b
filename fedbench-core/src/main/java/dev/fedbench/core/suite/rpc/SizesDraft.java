package dev.fedbench.core.suite.rpc;

import java.time.Duration;
import java.util.List;

/** Sizes that a user gives in place of a profile's; null where there are none. Not thread-safe. */
final class SizesDraft {

  List<Integer> payloads;
  List<Integer> clients;
  Long requests;
  List<Double> loads;
  Duration loadTime;

  Sizes apply(Sizes profile) {
    return new Sizes(
        or(payloads, profile.payloads()),
        or(clients, profile.clients()),
        profile.inFlights(),
        profile.handlers(),
        or(requests, profile.requests()),
        or(loads, profile.loads()),
        or(loadTime, profile.loadTime()),
        or(payloads, profile.latencyPayloads()),
        profile.latencyRate(),
        or(requests, profile.tailRequests()),
        profile.compressionPayloads(),
        profile.kinds(),
        profile.everyCodec(),
        or(requests, profile.featureRequests()),
        profile.handshakes(),
        profile.warmUp(),
        profile.iterations());
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
