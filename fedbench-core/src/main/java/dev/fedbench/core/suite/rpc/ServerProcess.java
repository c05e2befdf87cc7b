package dev.fedbench.core.suite.rpc;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A server in a process of its own, which ends with this one. A thread reads what it says; the last
 * lines are shown if it dies.
 */
final class ServerProcess implements BenchServer {

  private static final Duration START = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 50;
  private static final int END_SECONDS = 5;

  private final Process process;
  private final Thread reader;
  private final Tail tail = new Tail();
  private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
  private final List<String> leftovers = new ArrayList<>();
  private volatile boolean told;

  private ServerProcess(Process process) {
    this.process = process;
    reader = new Thread(this::read, "fedbench-rpc-server-log");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts one and waits until it serves.
   *
   * @param cancelled when it says so, the wait ends
   * @throws IOException if it does not; the message has what it said
   */
  static ServerProcess start(ServerSpec spec, BooleanSupplier cancelled)
      throws IOException, InterruptedException {
    ProcessBuilder builder = JvmCommand.of(BenchServerMain.class, spec.arguments());
    ServerProcess server = new ServerProcess(builder.redirectErrorStream(true).start());
    try {
      server.await(cancelled);
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.kill();
      throw e;
    }
  }

  private void await(BooleanSupplier cancelled) throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    while (!endpoint.isDone()) {
      if (cancelled.getAsBoolean()) {
        throw new IOException("cancelled while the server's process started");
      }
      if (System.nanoTime() - startNanos > START.toNanos()) {
        throw new IOException("the server's process did not serve within " + START + tail.told());
      }
      try {
        endpoint.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        continue;
      } catch (ExecutionException e) {
        throw new IOException(
            "the server's process did not start: %s. With insideThisJvm() none is needed"
                .formatted(e.getCause().getMessage()),
            e.getCause());
      }
    }
  }

  private void read() {
    try (Reader said = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      tail.read(said, this::hear);
    } catch (IOException | UncheckedIOException e) {
      endpoint.completeExceptionally(e); // killed while it was read
    }
    endpoint.completeExceptionally(new IOException(ended()));
  }

  private void hear(String line) {
    if (line.startsWith(BenchServerMain.ENDPOINT)) {
      endpoint.complete(URI.create(line.substring(BenchServerMain.ENDPOINT.length())));
    } else if (line.startsWith(BenchServerMain.LEFT)) {
      synchronized (leftovers) {
        leftovers.add("thread " + line.substring(BenchServerMain.LEFT.length()));
      }
    }
  }

  private String ended() {
    try {
      return "it ended with exit code %d%s".formatted(process.waitFor(), tail.told());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "it ended";
    }
  }

  /** The process, for who wants to see what becomes of a run without it. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public URI endpoint() {
    return endpoint.join();
  }

  @Override
  public boolean apart() {
    return true;
  }

  @Override
  public Optional<String> death() {
    return told || process.isAlive()
        ? Optional.empty()
        : Optional.of(
            "the server's process ended with exit code %d during the run%s"
                .formatted(process.exitValue(), tail.told()));
  }

  @Override
  public void kill() {
    told = true;
    process.destroyForcibly();
    awaitReader();
  }

  /** Its input ends, and so does it. */
  @Override
  public void close() {
    boolean first = !told;
    told = true;
    try {
      process.getOutputStream().close();
      if (first && !process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        synchronized (leftovers) {
          leftovers.add("the server's process, %d s after its end".formatted(END_SECONDS));
        }
      }
    } catch (IOException e) {
      // It is gone already, and nobody reads what it was to be told.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  private void awaitReader() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<String> leftovers() {
    synchronized (leftovers) {
      return List.copyOf(leftovers);
    }
  }
}
