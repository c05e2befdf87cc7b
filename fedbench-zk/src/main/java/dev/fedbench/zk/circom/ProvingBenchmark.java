package dev.fedbench.zk.circom;

import dev.fedbench.zk.groth16.Proof;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Times proofs of one witness under one key. Every proof is verified, outside of what is timed as
 * proving, and a changed signal must be refused: a figure of proofs that prove nothing is none.
 */
final class ProvingBenchmark {

  /** What it takes until the compiler has settled; at least one proof a thread. */
  static final Duration WARM_UP = Duration.ofSeconds(3);

  private static final double NANOS_PER_MS = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private record Times(long proveWall, long proveCpu, long verifyWall, long verifyCpu) {}

  private final CircomKey key;
  private final String wtns;
  private final long[] witness;
  private final List<BigInteger> signals;

  private ProvingBenchmark(CircomKey key, Path wtns) throws IOException {
    this.key = key;
    this.wtns = wtns.toString();
    try (Source source = Source.open(wtns)) {
      witness = key.witness(source);
    }
    signals = key.publics(witness);
  }

  static ProvingTimes run(
      Path zkey, Path wtns, int runs, int threads, Duration warmUp, SecureRandom random)
      throws IOException, InterruptedException {
    if (runs < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "%d runs on %d threads; expected at least one of each".formatted(runs, threads));
    }
    long start = System.nanoTime();
    CircomKey key = CircomKey.read(zkey, random);
    long loaded = System.nanoTime();
    ProvingBenchmark benchmark = new ProvingBenchmark(key, wtns);
    Times first = benchmark.once();
    benchmark.expectRefusal();
    List<Times> times = benchmark.onThreads(runs, threads, warmUp);
    double proving = times.stream().mapToLong(Times::proveWall).sum() / NANOS_PER_SECOND;
    return new ProvingTimes(
        (loaded - start) / NANOS_PER_MS,
        first.proveWall() / NANOS_PER_MS,
        median(times.stream().map(Times::proveWall).toList()),
        median(times.stream().map(Times::proveCpu).toList()),
        median(times.stream().map(Times::verifyWall).toList()),
        median(times.stream().map(Times::verifyCpu).toList()),
        times.size() * Math.min(threads, times.size()) / proving,
        times.size(),
        threads);
  }

  private static double median(List<Long> nanos) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    long upper = sorted.get(half);
    long lower = sorted.size() % 2 == 0 ? sorted.get(half - 1) : upper;
    return (lower + upper) / 2.0 / NANOS_PER_MS;
  }

  private Times once() throws CircomFileException {
    long start = System.nanoTime();
    long startCpu = THREADS.getCurrentThreadCpuTime();
    Proof proof = key.proveUnverified(witness);
    long proved = System.nanoTime();
    long provedCpu = THREADS.getCurrentThreadCpuTime();
    boolean valid = key.verifies(proof, signals);
    long verified = System.nanoTime();
    long verifiedCpu = THREADS.getCurrentThreadCpuTime();
    if (!valid) {
      throw key.unfulfilled(wtns);
    }
    return new Times(
        proved - start, provedCpu - startCpu, verified - proved, verifiedCpu - provedCpu);
  }

  private void expectRefusal() {
    Proof proof = key.proveUnverified(witness);
    List<BigInteger> changed = new ArrayList<>(signals);
    if (changed.isEmpty()) {
      changed.add(BigInteger.ONE);
    } else {
      changed.set(0, changed.get(0).xor(BigInteger.ONE));
    }
    if (key.verifies(proof, changed)) {
      throw new IllegalStateException("a proof was verified for other signals than its own");
    }
  }

  /** Proofs side by side: each thread takes the next run until there are none left. */
  private List<Times> onThreads(int runs, int threads, Duration warmUp)
      throws IOException, InterruptedException {
    AtomicInteger number = new AtomicInteger();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            threads, work -> new Thread(work, "fedbench-bench-" + number.incrementAndGet()));
    try {
      AtomicInteger left = new AtomicInteger(runs);
      Callable<List<Times>> work = () -> warmAndTake(left, warmUp);
      List<Times> all = new ArrayList<>();
      for (Future<List<Times>> times : executor.invokeAll(Collections.nCopies(threads, work))) {
        all.addAll(times.get());
      }
      return all;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("a proof could not be made", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private List<Times> warmAndTake(AtomicInteger left, Duration warmUp) throws IOException {
    long start = System.nanoTime();
    do {
      once();
    } while (System.nanoTime() - start < warmUp.toNanos()
        && !Thread.currentThread().isInterrupted());
    List<Times> times = new ArrayList<>();
    while (left.getAndDecrement() > 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while proving");
      }
      times.add(once());
    }
    return times;
  }
}
