package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.Extent;
import dev.fedbench.core.rpc.Schedulers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** All points of a run, in the order to measure them: what others are compared with comes first. */
final class Points {

  static final String BY_PAYLOAD = "payload";
  static final String BY_CLIENTS = "clients";
  static final String BY_IN_FLIGHT = "in-flight";
  static final String SCHEDULERS = "schedulers";
  static final String HANDLERS = "handlers";
  static final String UNDER_LOAD = "load";
  static final String TAIL = "tail";
  static final String COMPRESSION = "compression";
  static final String KINDS = "payload-kinds";
  static final String AUTHENTICATION = "authentication";
  static final String MATRIX = "matrix";

  /** Clients where their number is not what varies. */
  private static final int CLIENTS = 10;

  /** More order keys than requests in flight: calls of one key rarely meet. */
  private static final int MANY_KEYS = 64;

  /** Fewer order keys than requests in flight: where order is kept, calls wait for each other. */
  private static final int FEW_KEYS = 4;

  /** At most so many requests of a client are in flight in an open loop; more wait, and age. */
  private static final int OPEN_WINDOW = 16;

  private static final int MATRIX_BYTES = 10 * Sizes.KB;

  private final Sizes sizes;
  private final List<String> codecs;
  private final List<RpcPoint> points = new ArrayList<>();

  private Points(Sizes sizes, List<String> codecs) {
    this.sizes = sizes;
    this.codecs = sizes.everyCodec() ? codecs : codecs.stream().limit(1).toList();
  }

  /**
   * The points.
   *
   * @param codecs names, the preferred one first
   */
  static List<RpcPoint> of(
      Sizes sizes, List<Wire> wires, Set<Family> families, List<String> codecs) {
    Points all = new Points(sizes, codecs);
    for (Family family : families) {
      for (Wire wire : wires) {
        switch (family) {
          case THROUGHPUT -> all.throughput(wire);
          case LATENCY -> all.latency(wire);
          case FEATURES -> all.features(wire);
        }
      }
    }
    return List.copyOf(all.points);
  }

  /** 1 KB of a kind, echoed to ten clients, one request of each in flight. */
  private static RpcPoint base(
      Family family, String test, Wire wire, Payload payload, long requests) {
    return new RpcPoint(
        family,
        test,
        wire,
        Sizes.KB,
        payload,
        CLIENTS,
        1,
        OptionalDouble.empty(),
        Schedulers.EXIT_ORDERED,
        MANY_KEYS,
        BenchHandlers.ECHO,
        Optional.empty(),
        wire.encrypted(),
        Extent.requests(requests));
  }

  private void throughput(Wire wire) {
    RpcPoint payload = throughput(wire, BY_PAYLOAD);
    for (int bytes : sizes.payloads()) {
      schedulers(payload.withPayload(bytes, payload.payload()), MANY_KEYS);
    }
    RpcPoint clients = throughput(wire, BY_CLIENTS);
    sizes.clients().forEach(number -> points.add(clients.withClients(number, 1)));
    RpcPoint pipeline = throughput(wire, BY_IN_FLIGHT);
    sizes.inFlights().forEach(number -> points.add(pipeline.withClients(1, number)));
    RpcPoint schedulers = throughput(wire, SCHEDULERS);
    schedulers(schedulers, FEW_KEYS);
    schedulers(schedulers.withHandler(BenchHandlers.VARIABLE_DELAY), FEW_KEYS);
    RpcPoint handlers = throughput(wire, HANDLERS);
    sizes.handlers().forEach(handler -> points.add(handlers.withHandler(handler)));
  }

  private RpcPoint throughput(Wire wire, String test) {
    return base(Family.THROUGHPUT, test, wire, Payload.RANDOM, sizes.requests());
  }

  private void schedulers(RpcPoint point, int keys) {
    points.add(point.withOrder(Schedulers.EXIT_ORDERED, keys));
    points.add(point.withOrder(Schedulers.KEY_SERIALIZED, keys));
  }

  private void latency(Wire wire) {
    RpcPoint load = latency(wire, UNDER_LOAD);
    sizes.loads().forEach(rate -> points.add(load.withLoad(rate, Extent.time(sizes.loadTime()))));
    RpcPoint payload = latency(wire, BY_PAYLOAD);
    for (int bytes : sizes.latencyPayloads()) {
      points.add(
          payload
              .withPayload(bytes, payload.payload())
              .withLoad(sizes.latencyRate(), Extent.requests(sizes.requests())));
    }
    if (sizes.tailRequests() > 0) {
      points.add(
          latency(wire, TAIL).withLoad(sizes.latencyRate(), Extent.requests(sizes.tailRequests())));
    }
  }

  private RpcPoint latency(Wire wire, String test) {
    return base(Family.LATENCY, test, wire, Payload.RANDOM, sizes.requests())
        .withClients(CLIENTS, OPEN_WINDOW);
  }

  private void features(Wire wire) {
    RpcPoint compression = features(wire, COMPRESSION);
    for (int bytes : codecs.isEmpty() ? List.<Integer>of() : sizes.compressionPayloads()) {
      RpcPoint sized = compression.withPayload(bytes, compression.payload());
      points.add(sized);
      codecs.forEach(codec -> points.add(sized.withFeatures(Optional.of(codec), wire.encrypted())));
    }
    RpcPoint kinds = features(wire, KINDS);
    for (Payload kind : sizes.kinds()) {
      RpcPoint one = kinds.withPayload(MATRIX_BYTES, kind);
      codecs.forEach(codec -> points.add(one.withFeatures(Optional.of(codec), wire.encrypted())));
    }
    RpcPoint authentication = features(wire, AUTHENTICATION);
    points.add(authentication.withFeatures(Optional.empty(), false));
    points.add(authentication.withFeatures(Optional.empty(), true));
    codecs.stream().limit(1).forEach(codec -> matrix(wire, codec));
  }

  private void matrix(Wire wire, String codec) {
    RpcPoint cell = features(wire, MATRIX).withPayload(MATRIX_BYTES, Payload.STRUCTURED);
    for (boolean encrypted : new boolean[] {false, true}) {
      points.add(cell.withFeatures(Optional.empty(), encrypted));
      points.add(cell.withFeatures(Optional.of(codec), encrypted));
    }
  }

  private RpcPoint features(Wire wire, String test) {
    return base(Family.FEATURES, test, wire, Payload.STRUCTURED, sizes.featureRequests());
  }
}
