package dev.fedbench.benchmarks;

import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import jdk.jfr.consumer.RecordedMethod;

/**
 * Where one thread's time goes when it commits models as differences and loads them: what it spends
 * in all, and what hash, codec and checksum alone take for the same bytes in the same rounds. What
 * is left is copies, look-ups and the sampling of references.
 */
final class StorageBreakdown {

  private static final int WARM_UPS = 4;
  private static final int ROUNDS = 5;
  private static final long SAMPLED_NANOS = 3_000_000_000L;

  /** What turns elements into differences and back; all else in the codec is entropy coding. */
  private static final Set<String> TRANSFORM =
      Set.of(
          "loadReference",
          "loadElements",
          "storeElements",
          "load",
          "order",
          "subtract",
          "add",
          "storeWords",
          "shift",
          "copyKeys");

  private final MemoryCheckpoint base;
  private final List<MemoryCheckpoint> others;
  private final DifferenceWork alone;
  private final long bytes;

  /** Of models of which the first is there already, and the others come one after another. */
  StorageBreakdown(List<MemoryCheckpoint> models) throws Exception {
    base = models.get(0);
    others = models.subList(1, models.size());
    List<DifferenceWork.Sample> samples = new ArrayList<>();
    for (int i = 1; i < models.size(); i++) {
      samples.addAll(DifferenceWork.samples(models.get(i - 1), models.get(i)));
    }
    alone = new DifferenceWork(samples);
    bytes = others.stream().mapToLong(StorageBreakdown::bytes).sum();
  }

  private static long bytes(MemoryCheckpoint model) {
    return model.tensors().stream().mapToLong(TensorInfo::bytes).sum();
  }

  void print(PrintStream out, String name) throws Exception {
    List<ThreadTime[]> rounds = new ArrayList<>();
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      ThreadTime[] times = round();
      if (round >= 0) {
        rounds.add(times);
      }
    }
    out.printf("%s, 1 thread, ns a byte:%n", name);
    print(out, "commit", rounds, 0, 3, "encode", share(alone::encode));
    print(out, "load", rounds, 1, 4, "decode", share(alone::decode));
  }

  private ThreadTime[] round() throws Exception {
    Path directory = Files.createTempDirectory("fedbench-figure");
    try (WeightStore store = WeightStore.init(directory, StoreOptions.defaults().withThreads(1))) {
      store.commit(CommitRequest.of(base, "base"));
      return new ThreadTime[] {
        time(() -> commit(store)),
        time(() -> load(store)),
        time(alone::hash),
        time(alone::encode),
        time(alone::decode),
        time(alone::checksum)
      };
    } finally {
      StorageCost.delete(directory);
    }
  }

  private static ThreadTime time(Callable<Long> work) throws Exception {
    ThreadTime start = ThreadTime.now();
    if (work.call() <= 0) {
      throw new IllegalStateException("nothing came of it");
    }
    return ThreadTime.now().since(start);
  }

  private long commit(WeightStore store) throws Exception {
    for (MemoryCheckpoint model : others) {
      store.commit(CommitRequest.of(model, "next"));
    }
    return bytes;
  }

  private long load(WeightStore store) throws Exception {
    long[] read = new long[1];
    for (int i = 0; i < others.size(); i++) {
      store.checkpoint("main~" + i).transferTo((tensor, at, part) -> read[0] += part.remaining());
    }
    return read[0];
  }

  private void print(
      PrintStream out,
      String what,
      List<ThreadTime[]> rounds,
      int whole,
      int codec,
      String coding,
      double transform) {
    double cpu = nanos(rounds, whole, ThreadTime::cpu).value();
    double hash = nanos(rounds, 2, ThreadTime::cpu).value();
    double coded = nanos(rounds, codec, ThreadTime::cpu).value();
    double checksum = nanos(rounds, 5, ThreadTime::cpu).value();
    double system = nanos(rounds, whole, ThreadTime::system).value();
    out.printf(
        "  %s: CPU %s: hash %.2f, %s %.2f (transform %.0f %%, entropy coding %.0f %%), CRC32C %.2f, kernel %.2f, the rest %.2f; besides, waiting for the disk %.2f, for a processor %.2f%n",
        what,
        nanos(rounds, whole, ThreadTime::cpu).text("%.2f"),
        hash,
        coding,
        coded,
        100 * transform,
        100 * (1 - transform),
        checksum,
        system,
        cpu - hash - coded - checksum - system,
        nanos(rounds, whole, ThreadTime::waited).value(),
        nanos(rounds, whole, ThreadTime::queued).value());
  }

  private Median nanos(List<ThreadTime[]> rounds, int which, ToLongFunction<ThreadTime> of) {
    return Median.of(
        rounds.stream()
            .mapToDouble(times -> of.applyAsLong(times[which]) / (double) bytes)
            .toArray());
  }

  private static double share(Callable<Long> work) throws Exception {
    Predicate<RecordedMethod> codec =
        method -> method.getType().getName().startsWith("dev.fedbench.storage.codec.");
    return Shares.of(
        () -> {
          ThreadTime start = ThreadTime.now();
          while (ThreadTime.now().since(start).cpu() < SAMPLED_NANOS) {
            work.call();
          }
          return start;
        },
        codec.and(method -> !method.getType().getName().endsWith(".Bytes")),
        StorageBreakdown::isTransform);
  }

  private static boolean isTransform(RecordedMethod method) {
    String type = method.getType().getName();
    return (type.endsWith("Block") || type.endsWith("Residuals"))
        && TRANSFORM.contains(method.getName());
  }
}
