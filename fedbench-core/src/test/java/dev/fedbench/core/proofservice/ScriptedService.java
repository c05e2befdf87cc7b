package dev.fedbench.core.proofservice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that answers what a test told it to, in turn; the last of it for ever. */
final class ScriptedService implements AutoCloseable {

  /** One answer. */
  interface Act {
    void on(HttpExchange exchange) throws IOException;
  }

  private final Deque<Act> script = new ArrayDeque<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  final List<String> paths = Collections.synchronizedList(new ArrayList<>());

  ScriptedService(Act... acts) throws IOException {
    script.addAll(List.of(acts));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    keys.add(String.valueOf(exchange.getRequestHeaders().get("x-api-key")));
    paths.add(exchange.getRequestURI().toString());
    Act act;
    synchronized (script) {
      act = script.size() > 1 ? script.poll() : script.peek();
    }
    try (exchange) {
      act.on(exchange);
    }
  }

  int asked() {
    return bodies.size();
  }

  static Act status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      send(exchange, status, "{\"detail\":\"scripted " + status + "\"}");
    };
  }

  static Act says(String body) {
    return exchange -> send(exchange, 200, body);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Promises more than it gives, and hangs up. */
  static Act diesInTheMiddle() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      throw new IOException("gone");
    };
  }

  /** Never ends. */
  static Act floods() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] chunk = " ".repeat(65_536).getBytes(StandardCharsets.UTF_8);
      while (true) {
        exchange.getResponseBody().write(chunk);
      }
    };
  }

  /** Says nothing until it is closed. */
  Act silent() {
    return exchange -> {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** For scripts that need the service itself. */
  ScriptedService then(Act act) {
    synchronized (script) {
      script.add(act);
    }
    return this;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
