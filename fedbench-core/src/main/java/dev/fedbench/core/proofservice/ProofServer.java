package dev.fedbench.core.proofservice;

import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.core.transport.http.HttpEndpoint;
import dev.fedbench.core.transport.http.HttpQuestion;
import dev.fedbench.core.transport.http.HttpReply;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A server that proves other people's updates, which it sees in the clear. Owns its HTTP server,
 * its workers and the thread that loads its keys. Thread-safe.
 */
public final class ProofServer implements AutoCloseable {

  /** How long whoever asks waits, in milliseconds. */
  static final String TIMEOUT_HEADER = "Fedbench-Timeout-Ms";

  /** 4 MiB: the proof of a million values has one. */
  private static final int MOST_VERIFY_BYTES = 4 << 20;

  private static final int MOST_CONNECTIONS = 2_000;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ServedKeys keys;
  private final Work work;
  private final Gate gate;
  private final ServerMetrics metrics = new ServerMetrics();
  private final RpcServer server;

  /**
   * Starts a server: bound when this returns, ready when its keys are loaded.
   *
   * @throws IOException if the address cannot be bound; the message names it
   * @throws IllegalArgumentException if there is no such circuit
   */
  public static ProofServer start(ProofServerConfig config, ProofSystem system, KeyStore keys)
      throws IOException {
    return start(config, system, keys, new HttpTransport());
  }

  /**
   * The same over another transport: one with a certificate serves https.
   *
   * @throws IOException likewise
   */
  public static ProofServer start(
      ProofServerConfig config, ProofSystem system, KeyStore keys, HttpTransport transport)
      throws IOException {
    return new ProofServer(config, system, keys, transport, GRACE, System::nanoTime);
  }

  /** With another grace. */
  static ProofServer start(
      ProofServerConfig config, ProofSystem system, KeyStore keys, Duration grace)
      throws IOException {
    HttpTransport transport = new HttpTransport();
    return new ProofServer(config, system, keys, transport, grace, System::nanoTime);
  }

  ProofServer(
      ProofServerConfig config,
      ProofSystem system,
      KeyStore store,
      HttpTransport transport,
      Duration grace,
      LongSupplier nanoTime)
      throws IOException {
    ProofServerLimits limits = config.limits();
    keys = new ServedKeys(system, store, config.circuits());
    work = new Work(limits);
    gate = new Gate(config.apiKeys(), limits, nanoTime);
    ServerOptions options = new ServerOptions(limits.bodyBytes(), MOST_CONNECTIONS, IDLE, grace);
    try {
      server =
          transport.serve(
              transport.address(config.host(), config.port()), options, endpoints(system, limits));
    } catch (IOException | RuntimeException e) {
      keys.close();
      work.close();
      throw e;
    }
  }

  private List<HttpEndpoint> endpoints(ProofSystem system, ProofServerLimits limits) {
    GenerateProof generate = new GenerateProof(system, keys, limits.values(), metrics::proved);
    VerifyProof verify = new VerifyProof(system, keys);
    PublishedKeys published = new PublishedKeys(keys);
    return List.of(
        working("/generate_proof", limits.bodyBytes(), generate::answer),
        working("/verify_proof", Math.min(limits.bodyBytes(), MOST_VERIFY_BYTES), verify::answer),
        quick("/metrics", gate::refusal, question -> HttpReply.text(200, metrics.text(work))),
        open(PublishedKeys.PATH, question -> published.key(question.path())),
        open("/ready", question -> published.ready()),
        open("/health", question -> HttpReply.json(200, "{\"status\":\"healthy\"}")));
  }

  private interface Task {
    HttpReply of(byte[] body) throws RefusedException, IOException, InterruptedException;
  }

  /** Something for the workers, and for who has a key. */
  private HttpEndpoint working(String path, int mostBytes, Task task) {
    return new Endpoint(
        "POST",
        path,
        gate::refusal,
        question -> {
          ByteBuffer body = question.body();
          int size = body.remaining();
          if (size > mostBytes) {
            return CompletableFuture.completedFuture(
                Replies.detail(413, "the body is larger than %d bytes".formatted(mostBytes)));
          }
          return work.submit(size, patience(question), () -> carryOut(task, body));
        },
        metrics);
  }

  private static HttpReply carryOut(Task task, ByteBuffer body)
      throws IOException, InterruptedException {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    try {
      return task.of(bytes);
    } catch (RefusedException e) {
      return e.reply();
    }
  }

  private static Optional<Duration> patience(HttpQuestion question) {
    return question
        .header(TIMEOUT_HEADER)
        .filter(text -> text.matches("[0-9]{1,12}"))
        .map(text -> Duration.ofMillis(Long.parseLong(text)));
  }

  private HttpEndpoint open(String path, Function<HttpQuestion, HttpReply> answer) {
    return quick(path, head -> Optional.empty(), answer);
  }

  private HttpEndpoint quick(
      String path,
      Function<HttpQuestion, Optional<HttpReply>> guard,
      Function<HttpQuestion, HttpReply> answer) {
    return new Endpoint(
        "GET",
        path,
        guard,
        question -> CompletableFuture.completedFuture(answer.apply(question)),
        metrics);
  }

  /** Where it listens, with the port that it got. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Done when all keys of its own are loaded; fails, with the reason, if some cannot be. */
  public CompletionStage<Void> ready() {
    return keys.ready();
  }

  /** Its own keys, as far as they are loaded. */
  public Collection<Keys> keys() {
    return keys.own();
  }

  /** Refuses requests, gives those under way 5 s, then breaks them off. */
  @Override
  public void close() {
    server.close();
    keys.close();
    work.close();
  }
}
