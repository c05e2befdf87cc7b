package dev.fedbench.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP POST of JSON: no second try, no redirect, one deadline over all of it.
 *
 * <p>Its threads end with it, but for the JDK client's selector thread, which ends when the client
 * is collected.
 */
final class HttpPost {

  private final URI url;
  private final Duration deadline;

  HttpPost(URI url, Duration deadline) {
    this.url = url;
    this.deadline = deadline;
  }

  /** The address without what may be secret in it: user, password and query. */
  static String shown(URI url) {
    if (url.getHost() == null) {
      return url.getScheme() == null ? "…" : url.getScheme() + ":…";
    }
    return withoutUser(url, "") + (url.getRawQuery() == null ? "" : "?…");
  }

  private static String withoutUser(URI url, String query) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port + url.getRawPath() + query;
  }

  /**
   * Sends it.
   *
   * @throws IOException unless the server answered 2xx within the deadline
   */
  void send(ScratchFile body) throws IOException {
    HttpRequest request = request(body);
    ExecutorService threads = Executors.newCachedThreadPool(HttpPost::thread);
    try {
      HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(deadline)
              .executor(threads)
              .build();
      int status = await(client.sendAsync(request, BodyHandlers.discarding())).statusCode();
      if (status / 100 != 2) {
        throw failure("the server answered %d; expected 2xx".formatted(status), null);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fedbench-post");
    thread.setDaemon(true);
    return thread;
  }

  private HttpRequest request(ScratchFile body) throws IOException {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    BodyPublisher bytes = BodyPublishers.ofInputStream(() -> open(body));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(withoutUser(url, query)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.fromPublisher(bytes, body.size()));
    if (url.getUserInfo() != null) {
      byte[] user = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    return request.build();
  }

  private static InputStream open(ScratchFile body) {
    try {
      return body.input();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer)
      throws IOException {
    try {
      return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw failure("no answer within %s s".formatted(deadline.toMillis() / 1e3), e);
    } catch (ExecutionException e) {
      throw failure(reason(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      answer.cancel(true);
    }
  }

  private static String reason(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "cannot connect";
    }
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
  }

  private IOException failure(String reason, Throwable cause) {
    return new IOException("posting the report to %s: %s".formatted(shown(url), reason), cause);
  }
}
