package dev.fedbench.benchmarks;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import dev.fedbench.zmq.ZmqTransport;
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToDoubleFunction;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Echoes over loopback between two processes: our transport against the library alone, a DEALER and
 * a ROUTER with one thread each, turn by turn. So many requests are in flight, each sent when an
 * answer comes, by the thread that took it in. The ratio is the median of the pairs' ratios; CPU
 * time is of both processes, for each request.
 */
final class ZmqSpeed implements Figure {

  private static final int PAIRS = 7;
  private static final double SECONDS = 1;
  private static final double WARM_UP_SECONDS = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /**
   * Bytes, in flight, and the share of the library's requests that is to be reached; 0 for none.
   */
  private static final double[][] CASES = {
    {64, 1, 0}, {64, 100, 0.40}, {1 << 10, 10, 0.60}, {64 << 10, 10, 0.85}, {1 << 20, 10, 0.90}
  };

  /** What one turn gave. */
  private record Turn(double perSecond, double p50Micros, double cpuMicros) {}

  /** Does echoes for a while, and notes how long each took. */
  private interface Echoes {
    long[] run(int bytes, int inFlight, double seconds) throws Exception;
  }

  @Override
  public void measure(PrintStream out) throws Exception {
    try (Jvm server = Jvm.start(List.of(), ServerMain.class)) {
      URI endpoint = URI.create(server.await("endpoint"));
      int rawPort = Integer.parseInt(server.await("raw"));
      try (RpcClient client = new ZmqTransport().connect(endpoint, ClientOptions.defaults());
          ZContext context = new ZContext()) {
        ZMQ.Socket dealer = context.createSocket(SocketType.DEALER);
        dealer.setHWM(0);
        dealer.connect("tcp://127.0.0.1:" + rawPort);
        Echoes raw = (bytes, inFlight, seconds) -> raw(dealer, bytes, inFlight, seconds);
        Echoes ours = (bytes, inFlight, seconds) -> ours(client, bytes, inFlight, seconds);
        // One request at a time is too few for the compilers.
        raw.run(64, 100, WARM_UP_SECONDS);
        ours.run(64, 100, WARM_UP_SECONDS);
        for (double[] each : CASES) {
          compare(out, server, raw, ours, (int) each[0], (int) each[1], each[2]);
        }
      }
    }
  }

  private static void compare(
      PrintStream out, Jvm server, Echoes raw, Echoes ours, int bytes, int inFlight, double bound)
      throws Exception {
    raw.run(bytes, inFlight, WARM_UP_SECONDS);
    ours.run(bytes, inFlight, WARM_UP_SECONDS);
    double[] ratios = new double[PAIRS];
    Turn[] raws = new Turn[PAIRS];
    Turn[] own = new Turn[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      raws[i] = turn(server, raw, bytes, inFlight);
      own[i] = turn(server, ours, bytes, inFlight);
      ratios[i] = own[i].perSecond / raws[i].perSecond;
    }
    out.printf("%,9d B, %3d in flight:%n", bytes, inFlight);
    line(out, "library", raws);
    line(out, "ours   ", own);
    out.printf(
        "  requests/s, ours to the library's: %s%s%n",
        Median.of(ratios).text("%.2f"),
        bound > 0 ? " (bound: at least %.2f)".formatted(bound) : " (bound: p50 within 20 us)");
  }

  private static void line(PrintStream out, String name, Turn[] turns) {
    out.printf(
        "  %s %s requests/s, p50 %s us, CPU %s us each%n",
        name,
        median(turns, Turn::perSecond, "%,.0f"),
        median(turns, Turn::p50Micros, "%.0f"),
        median(turns, Turn::cpuMicros, "%.1f"));
  }

  private static String median(Turn[] turns, ToDoubleFunction<Turn> value, String format) {
    return Median.of(Arrays.stream(turns).mapToDouble(value).toArray()).text(format);
  }

  private static Turn turn(Jvm server, Echoes echoes, int bytes, int inFlight) throws Exception {
    double cpuBefore = Costs.Cpu.PROCESS.seconds() + server.cpuSeconds();
    long start = System.nanoTime();
    long[] nanos = echoes.run(bytes, inFlight, SECONDS);
    double seconds = (System.nanoTime() - start) * 1e-9;
    double cpu = Costs.Cpu.PROCESS.seconds() + server.cpuSeconds() - cpuBefore;
    Arrays.sort(nanos);
    return new Turn(
        nanos.length / seconds, nanos[nanos.length / 2] * 1e-3, cpu * 1e6 / nanos.length);
  }

  private static long[] raw(ZMQ.Socket dealer, int bytes, int inFlight, double seconds) {
    Times times = new Times(inFlight, seconds);
    ByteBuffer body = ByteBuffer.allocate(bytes);
    for (int slot = 0; slot < inFlight; slot++) {
      times.sent(slot);
      dealer.base().send(new zmq.Msg(body), 0);
    }
    // Answers come in the order of the requests.
    int open = inFlight;
    for (int slot = 0; open > 0; slot = (slot + 1) % inFlight) {
      if (dealer.base().recv(0).size() != bytes) {
        throw new IllegalStateException("an echo of another size");
      }
      if (times.received(slot)) {
        times.sent(slot);
        dealer.base().send(new zmq.Msg(body), 0);
      } else {
        open--;
      }
    }
    return times.all();
  }

  private static long[] ours(RpcClient client, int bytes, int inFlight, double seconds)
      throws InterruptedException {
    Times times = new Times(inFlight, seconds);
    ByteBuffer body = ByteBuffer.allocate(bytes);
    CountDownLatch open = new CountDownLatch(inFlight);
    for (int slot = 0; slot < inFlight; slot++) {
      echo(client, body, slot, times, open);
    }
    open.await();
    return times.all();
  }

  private static void echo(
      RpcClient client, ByteBuffer body, int slot, Times times, CountDownLatch open) {
    times.sent(slot);
    client
        .call(RpcRequest.of("echo", body), TIMEOUT)
        .whenComplete(
            (response, failure) -> {
              if (failure != null || response.body().remaining() != body.remaining()) {
                throw new IllegalStateException("no echo", failure);
              }
              if (times.received(slot)) {
                echo(client, body, slot, times, open);
              } else {
                open.countDown();
              }
            });
  }

  /** When requests were sent, and how long they took. Used by one thread at a time. */
  private static final class Times {
    private final long endNanos;
    private final long[] sent;
    private long[] took = new long[1 << 16];
    private int count;

    Times(int inFlight, double seconds) {
      sent = new long[inFlight];
      endNanos = System.nanoTime() + (long) (seconds * 1e9);
    }

    synchronized void sent(int slot) {
      sent[slot] = System.nanoTime();
    }

    /** Whether to go on. */
    synchronized boolean received(int slot) {
      long now = System.nanoTime();
      if (count == took.length) {
        took = Arrays.copyOf(took, 2 * count);
      }
      took[count++] = now - sent[slot];
      return now - endNanos < 0;
    }

    synchronized long[] all() {
      return Arrays.copyOf(took, count);
    }
  }

  /** Echoes in both ways. */
  static final class ServerMain {
    public static void main(String[] args) throws Exception {
      Transport transport = new ZmqTransport();
      try (RpcServer server =
              transport.serve(
                  transport.address("127.0.0.1", 0),
                  (request, call) ->
                      CompletableFuture.completedFuture(RpcResponse.result(request.body())),
                  ServerOptions.defaults());
          ZContext context = new ZContext()) {
        ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
        router.setHWM(0);
        System.out.println("endpoint " + server.endpoint());
        System.out.println("raw " + router.bindToRandomPort("tcp://127.0.0.1"));
        while (true) {
          zmq.Msg identity = router.base().recv(0);
          zmq.Msg body = router.base().recv(0);
          router.base().send(identity, zmq.ZMQ.ZMQ_SNDMORE);
          router.base().send(body, 0);
        }
      }
    }
  }
}
