package dev.fedbench.metric;

/**
 * What the RPC suite measures. {@code docs/metrics.md} defines each, with where its clock starts
 * and stops.
 */
public final class RpcMetrics {

  /**
   * From when a request was to be made to its end: of an open loop from the intended start, of a
   * closed loop from the start.
   */
  public static final Metric RESPONSE = Metric.seconds("rpc.response");

  /** From a request's start to its answer. */
  public static final Metric SERVICE = Metric.seconds("rpc.service");

  /** From a request's intended start to its start: what the generator and its window added. */
  public static final Metric LATENESS = Metric.seconds("rpc.lateness");

  /** Mean absolute difference between the responses of successive requests: one an iteration. */
  public static final Metric JITTER = Metric.seconds("rpc.jitter");

  /** Requests that succeeded, a second: one an iteration. */
  public static final Metric THROUGHPUT =
      new Metric("rpc.throughput", Unit.PER_SECOND, Better.HIGHER, Provenance.MEASURED);

  /** Bytes of the bodies of requests that succeeded, one way, a second: one an iteration. */
  public static final Metric BANDWIDTH =
      new Metric("rpc.bandwidth", Unit.BYTES_PER_SECOND, Better.HIGHER, Provenance.MEASURED);

  /** Requests that were made or due: one an iteration. */
  public static final Metric REQUESTS = Metric.count("rpc.requests");

  /** Requests among them that failed or were left unfinished: one an iteration. */
  public static final Metric FAILURES =
      new Metric("rpc.failures", Unit.COUNT, Better.LOWER, Provenance.MEASURED);

  /** Failures over requests: one an iteration. */
  public static final Metric ERROR_RATE =
      new Metric("rpc.error_rate", Unit.RATIO, Better.LOWER, Provenance.MEASURED);

  /** CPU time of the clients' process for each successful request: one an iteration. */
  public static final Metric CLIENT_CPU = Metric.seconds("rpc.client_cpu");

  /** CPU time of the server's process for each successful request; where it has one of its own. */
  public static final Metric SERVER_CPU = Metric.seconds("rpc.server_cpu");

  /** Heap that the clients' process allocated for each successful request: one an iteration. */
  public static final Metric CLIENT_ALLOCATION = Metric.bytes("rpc.client_allocation");

  /** Heap that the server's process allocated for each successful request. */
  public static final Metric SERVER_ALLOCATION = Metric.bytes("rpc.server_allocation");

  /** Garbage collections of the clients' process: one sample an iteration. */
  public static final Metric CLIENT_GC_COUNT =
      new Metric("rpc.client_gc_count", Unit.COUNT, Better.LOWER, Provenance.MEASURED);

  /** Garbage collections of the server's process. */
  public static final Metric SERVER_GC_COUNT =
      new Metric("rpc.server_gc_count", Unit.COUNT, Better.LOWER, Provenance.MEASURED);

  /** Time that the clients' process spent collecting garbage: one sample an iteration. */
  public static final Metric CLIENT_GC_TIME = Metric.seconds("rpc.client_gc_time");

  /** Time that the server's process spent collecting garbage. */
  public static final Metric SERVER_GC_TIME = Metric.seconds("rpc.server_gc_time");

  /** From asking for a new client to the answer to its first call. */
  public static final Metric HANDSHAKE = Metric.seconds("rpc.handshake");

  /** Throughput with n clients over n times that with one. */
  public static final Metric SCALING_EFFICIENCY =
      new Metric("rpc.scaling_efficiency", Unit.RATIO, Better.HIGHER, Provenance.MEASURED);

  /** Envelope bytes of requests and answers over what they would be without compression. */
  public static final Metric COMPRESSION_RATIO =
      new Metric("rpc.compression_ratio", Unit.RATIO, Better.LOWER, Provenance.MEASURED);

  /** Envelope bytes of requests and answers for each request, as they were sent: compressed. */
  public static final Metric ENVELOPE_BYTES = Metric.bytes("rpc.envelope_bytes");

  /** Bytes that the clients' sockets sent and received for each request; where they are counted. */
  public static final Metric WIRE_BYTES = Metric.bytes("rpc.wire_bytes");

  private RpcMetrics() {}
}
