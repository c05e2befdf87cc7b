package dev.fedbench.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.fedbench.core.load.ClosedLoop;
import dev.fedbench.core.load.ClosedPlan;
import dev.fedbench.core.load.Extent;
import dev.fedbench.core.load.LatencyRecorder;
import dev.fedbench.core.load.LoadResult;
import dev.fedbench.core.load.OpenLoop;
import dev.fedbench.core.load.OpenPlan;
import dev.fedbench.core.load.SampleSink;
import dev.fedbench.core.load.Target;
import dev.fedbench.core.stats.MetricCollector;
import dev.fedbench.metric.Metric;
import dev.fedbench.rpc.RpcResponse;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * What making load and measuring it costs: a sample, a request of a closed loop, and the pacing of
 * an open one. The target answers at once, so that all of it is ours. Each is CPU time of the
 * thread where it can be, which the machine's other work does not lengthen much.
 */
final class LoadCost implements Figure {

  private static final int RUNS = 7;
  private static final int WARM_UPS = 3;
  private static final int SAMPLES = 5_000_000;
  private static final int REQUESTS = 1_000_000;
  private static final Duration PACED = Duration.ofSeconds(4);
  private static final Metric LATENCY = Metric.seconds("load.latency");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Takes durations. */
  private interface Take {
    void take(long nanos, long index);
  }

  @Override
  public void measure(PrintStream out) throws Exception {
    long[] durations = durations();
    LatencyRecorder recorder = new LatencyRecorder();
    MetricCollector collector = new MetricCollector();
    out.printf("recording a sample: %s ns (bound: 30)%n", perSample(durations, recorder::record));
    out.printf(
        "recording it in the engine's collector: %s ns%n",
        perSample(durations, (nanos, index) -> collector.record(LATENCY, nanos / 1e9)));
    out.printf("clock: %s ns%n", perSample(durations, (nanos, index) -> System.nanoTime()));
    out.printf("request of a closed loop: %s ns%n", perRequest());
    for (int rate : new int[] {100, 1_000, 5_000}) {
      pacer(out, rate);
    }
  }

  /** About 100 us, in an order that no branch can be predicted by. */
  private static long[] durations() {
    Random random = new Random(1);
    long[] durations = new long[1 << 16];
    for (int i = 0; i < durations.length; i++) {
      durations[i] = (long) Math.exp(0.5 * random.nextGaussian() + 11.5);
    }
    return durations;
  }

  private static String perSample(long[] durations, Take take) {
    double[] nanos = new double[RUNS];
    for (int run = -WARM_UPS; run < RUNS; run++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < SAMPLES; i++) {
        take.take(durations[i & durations.length - 1], i);
      }
      if (run >= 0) {
        nanos[run] = (double) (THREADS.getCurrentThreadCpuTime() - before) / SAMPLES;
      }
    }
    return Median.of(nanos).text("%.1f");
  }

  /** CPU of the process: two readings of the clock, the sample and the future are in it. */
  private static String perRequest() throws InterruptedException {
    ClosedPlan plan = ClosedPlan.of(1, Extent.requests(REQUESTS));
    double[] nanos = new double[RUNS];
    for (int run = -WARM_UPS; run < RUNS; run++) {
      long before = SYSTEM.getProcessCpuTime();
      LoadResult result = ClosedLoop.run(plan, new Immediate(), SampleSink.NONE, () -> false);
      if (run >= 0) {
        nanos[run] = (double) (SYSTEM.getProcessCpuTime() - before) / result.completed();
      }
    }
    return Median.of(nanos).text("%.0f");
  }

  private static void pacer(PrintStream out, int rate) throws InterruptedException {
    OpenPlan plan =
        OpenPlan.of(rate, Extent.time(PACED)).withWarmUp(Extent.time(Duration.ofSeconds(1)));
    double[] median = new double[RUNS];
    double[] high = new double[RUNS];
    double[] share = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long cpu = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      LoadResult result = OpenLoop.run(plan, new Immediate(), SampleSink.NONE, () -> false);
      share[run] = 100.0 * (THREADS.getCurrentThreadCpuTime() - cpu) / (System.nanoTime() - start);
      median[run] = result.lateness().percentile(50) / 1e3;
      high[run] = result.lateness().percentile(99) / 1e3;
    }
    out.printf(
        "pacing %d/s: late by %s us (p50), %s us (p99; bound: 1000), %s %% of a core (bound: 20)%n",
        rate,
        Median.of(median).text("%.1f"),
        Median.of(high).text("%.1f"),
        Median.of(share).text("%.1f"));
  }

  /** Answers at once. */
  private static final class Immediate implements Target {

    private final RpcResponse answer = RpcResponse.result(ByteBuffer.allocate(0));

    @Override
    public int connections() {
      return 1;
    }

    @Override
    public CompletableFuture<RpcResponse> start(int connection, long request) {
      return CompletableFuture.completedFuture(answer);
    }

    @Override
    public int requestBytes(long request) {
      return 0;
    }
  }
}
