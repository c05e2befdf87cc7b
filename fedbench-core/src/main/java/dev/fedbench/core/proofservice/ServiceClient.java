package dev.fedbench.core.proofservice;

import dev.fedbench.proof.ProofService;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/**
 * Asks a proof service, again if it is worth while: when it cannot be reached, does not answer in
 * time, or says that it may later. No redirects: the key is for nobody else. Owns the threads of
 * its HTTP client, but for the JDK's selector thread, which ends when the client is collected.
 * Thread-safe.
 */
final class ServiceClient implements AutoCloseable {

  private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int MOST_DOUBLINGS = 10;

  /**
   * What it answered.
   *
   * @param attempts how often it was asked
   * @param nanos the last attempt's
   */
  record Answer(int status, byte[] body, int attempts, long nanos) {}

  /** What became of one attempt: an answer, or why there is none, or none that is of use yet. */
  private record Attempt(
      Optional<HttpResponse<byte[]>> response, String failure, boolean again, Throwable cause) {

    boolean reached() {
      return response.isPresent();
    }
  }

  private final ProofService service;
  private final Pause pause;
  private final LongSupplier nanoTime;
  private final Outage outage;
  private final ExecutorService threads;
  private final HttpClient client;

  ServiceClient(ProofService service, Pause pause, LongSupplier nanoTime) {
    this.service = service;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.outage = new Outage(nanoTime);
    this.threads = Executors.newCachedThreadPool(ServiceClient::thread);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(service.timeout())
            .executor(threads)
            .build();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fedbench-proof-client");
    thread.setDaemon(true);
    return thread;
  }

  Answer post(String path, byte[] json, int mostBytes)
      throws ProofServiceException, InterruptedException {
    BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(json);
    return ask(request(path).header("Content-Type", "application/json").POST(body), mostBytes);
  }

  Answer get(String path, int mostBytes) throws ProofServiceException, InterruptedException {
    return ask(request(path).GET(), mostBytes);
  }

  private HttpRequest.Builder request(String path) {
    String base = service.url().toString();
    String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
    service.apiKey().ifPresent(key -> request.header(Gate.HEADER, key));
    return request;
  }

  /** Asks until there is an answer that is not to be had otherwise. */
  private Answer ask(HttpRequest.Builder request, int mostBytes)
      throws ProofServiceException, InterruptedException {
    long end = nanoTime.getAsLong() + service.deadline().toNanos();
    boolean everReached = false;
    for (int number = 1; ; number++) {
      checkOutage();
      long start = nanoTime.getAsLong();
      Duration timeout = least(service.timeout(), Duration.ofNanos(Math.max(1, end - start)));
      Attempt attempt = attempt(request, timeout, mostBytes);
      everReached |= attempt.reached();
      if (attempt.reached()) {
        outage.end();
      }
      if (attempt.reached() && !attempt.again()) {
        HttpResponse<byte[]> response = attempt.response().orElseThrow();
        long nanos = nanoTime.getAsLong() - start;
        return new Answer(response.statusCode(), response.body(), number, nanos);
      }
      Duration wait = wait(attempt, number);
      boolean late = nanoTime.getAsLong() + wait.toNanos() - end >= 0;
      if (!attempt.again() || number == service.attempts() || late) {
        throw givenUp(attempt, number, late, everReached);
      }
      checkOutage(); // somebody else may have found out meanwhile
      pause.pause(wait);
    }
  }

  private void checkOutage() throws ProofServiceException {
    Optional<String> known = outage.reason();
    if (known.isPresent()) {
      throw failure(known.get(), Optional.empty());
    }
  }

  private ProofServiceException givenUp(
      Attempt last, int number, boolean late, boolean everReached) {
    String tried = number == 1 ? "1 attempt" : number + " attempts";
    boolean early = late && last.again() && number < service.attempts();
    String reason =
        "%s (%s%s)"
            .formatted(
                last.failure(),
                tried,
                early ? ", no time for another within " + seconds(service.deadline()) : "");
    if (!everReached && last.again()) {
      outage.begin(reason);
    }
    return failure(reason, Optional.ofNullable(last.cause()));
  }

  /** Whatever went wrong, with the service's address. */
  ProofServiceException failure(String reason, Optional<Throwable> cause) {
    return new ProofServiceException(
        "proof service %s: %s".formatted(service.url(), reason), reason, cause.orElse(null));
  }

  private Attempt attempt(HttpRequest.Builder request, Duration timeout, int mostBytes)
      throws InterruptedException {
    HttpRequest whole =
        request
            .copy()
            .timeout(timeout)
            .header(ProofServer.TIMEOUT_HEADER, Long.toString(Math.max(1, timeout.toMillis())))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(whole, info -> new BoundedBody(mostBytes));
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      boolean later = LATER.contains(response.statusCode());
      String why = later ? ServiceAnswers.refusal(response.statusCode(), response.body()) : "";
      return new Attempt(Optional.of(response), why, later, null);
    } catch (TimeoutException e) {
      return new Attempt(Optional.empty(), noAnswer(timeout), true, e);
    } catch (ExecutionException e) {
      return failed(e.getCause(), timeout);
    } finally {
      answer.cancel(true); // no effect on one that is there
    }
  }

  private static Attempt failed(Throwable cause, Duration timeout) {
    if (cause instanceof HttpTimeoutException) {
      return new Attempt(Optional.empty(), noAnswer(timeout), true, cause);
    }
    if (cause instanceof ConnectException) {
      boolean unknown = cause.getCause() instanceof UnknownHostException;
      String why = unknown ? "no such host" : "cannot connect";
      return new Attempt(Optional.empty(), why, true, cause);
    }
    // Neither a certificate nor a flood gets better by asking again.
    boolean again =
        !(cause instanceof SSLException) && !(cause instanceof BoundedBody.TooLargeException);
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new Attempt(
        Optional.empty(), "no answer: " + ServiceAnswers.excerpt(text), again, cause);
  }

  private static String noAnswer(Duration timeout) {
    return "no answer within " + seconds(timeout);
  }

  private static String seconds(Duration time) {
    return time.toMillis() / 1e3 + " s";
  }

  /** 1 s, 2 s, 4 s …, or what the service asked for if that is longer. */
  private static Duration wait(Attempt attempt, int number) {
    Duration backoff = FIRST_PAUSE.multipliedBy(1L << Math.min(number - 1, MOST_DOUBLINGS));
    return attempt
        .response()
        .flatMap(ServiceAnswers::retryAfter)
        .filter(asked -> asked.compareTo(backoff) > 0)
        .orElse(backoff);
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
