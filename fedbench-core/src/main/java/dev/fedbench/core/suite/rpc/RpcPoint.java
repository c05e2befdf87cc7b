package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.Extent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One thing to measure.
 *
 * @param family what it is about
 * @param test which comparison of that family it is a part of
 * @param wire the transport
 * @param payloadBytes bytes of each request's body, exactly
 * @param payload what they are
 * @param clients so many, each with connections of its own
 * @param inFlight requests in flight of each client: of a closed loop always, of an open one at
 *     most
 * @param rate requests a second over all clients, of an open loop; empty for a closed one
 * @param scheduler the server's
 * @param orderKeys requests have these many order keys in turn
 * @param handler the method that is called
 * @param codec what compresses; empty for none
 * @param encrypted whether the transport is
 * @param measured how much
 */
record RpcPoint(
    Family family,
    String test,
    Wire wire,
    int payloadBytes,
    Payload payload,
    int clients,
    int inFlight,
    OptionalDouble rate,
    String scheduler,
    int orderKeys,
    String handler,
    Optional<String> codec,
    boolean encrypted,
    Extent measured) {

  static final String NO_CODEC = "none";

  /** What makes it the same scenario in two runs; in display order. */
  Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("test", test);
    all.put("transport", wire.name());
    all.put("payload_bytes", Integer.toString(payloadBytes));
    all.put("payload", payload.word());
    all.put("clients", Integer.toString(clients));
    all.put("in_flight", Integer.toString(inFlight));
    if (rate.isPresent()) {
      all.put("rate", number(rate.getAsDouble()));
    }
    all.put("scheduler", scheduler);
    all.put("order_keys", Integer.toString(orderKeys));
    all.put("handler", handler);
    all.put("codec", codec.orElse(NO_CODEC));
    all.put("encryption", Boolean.toString(encrypted));
    all.put("server", wire.inside() ? "inside" : "process");
    if (measured.requests() < Long.MAX_VALUE) {
      all.put("requests", Long.toString(measured.requests()));
    } else {
      all.put("seconds", number(measured.time().toMillis() / 1e3));
    }
    return all;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** What the point has in common with those that it is compared with, whatever is not named. */
  String group(String... but) {
    Map<String, String> common = parameters();
    for (String name : but) {
      common.remove(name);
    }
    return family.word() + " " + common;
  }

  // Other points that differ in one thing.

  RpcPoint withPayload(int bytes, Payload kind) {
    return new RpcPoint(
        family, test, wire, bytes, kind, clients, inFlight, rate, scheduler, orderKeys, handler,
        codec, encrypted, measured);
  }

  RpcPoint withClients(int number, int each) {
    return new RpcPoint(
        family,
        test,
        wire,
        payloadBytes,
        payload,
        number,
        each,
        rate,
        scheduler,
        orderKeys,
        handler,
        codec,
        encrypted,
        measured);
  }

  RpcPoint withOrder(String name, int keys) {
    return new RpcPoint(
        family,
        test,
        wire,
        payloadBytes,
        payload,
        clients,
        inFlight,
        rate,
        name,
        keys,
        handler,
        codec,
        encrypted,
        measured);
  }

  RpcPoint withHandler(String method) {
    return new RpcPoint(
        family,
        test,
        wire,
        payloadBytes,
        payload,
        clients,
        inFlight,
        rate,
        scheduler,
        orderKeys,
        method,
        codec,
        encrypted,
        measured);
  }

  RpcPoint withFeatures(Optional<String> compression, boolean encryption) {
    return new RpcPoint(
        family,
        test,
        wire,
        payloadBytes,
        payload,
        clients,
        inFlight,
        rate,
        scheduler,
        orderKeys,
        handler,
        compression,
        encryption,
        measured);
  }

  RpcPoint withLoad(double requestsPerSecond, Extent extent) {
    return new RpcPoint(
        family,
        test,
        wire,
        payloadBytes,
        payload,
        clients,
        inFlight,
        OptionalDouble.of(requestsPerSecond),
        scheduler,
        orderKeys,
        handler,
        codec,
        encrypted,
        extent);
  }
}
