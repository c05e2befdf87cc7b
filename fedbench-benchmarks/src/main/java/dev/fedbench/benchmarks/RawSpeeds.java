package dev.fedbench.benchmarks;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import dev.fedbench.storage.MemoryCheckpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast others go over the chunks of a model, as they are, in millions of bytes a second. */
final class RawSpeeds implements AutoCloseable {

  private static final int TIMES = 5;

  private final int threads;
  private final ExecutorService executor;
  private final List<DifferenceWork> work = new ArrayList<>();
  private final List<byte[]> chunks = new ArrayList<>();
  private final List<byte[]> compressed = new ArrayList<>();

  /** Of a model, and of its differences to another. */
  RawSpeeds(MemoryCheckpoint before, MemoryCheckpoint model, int threads) throws Exception {
    this.threads = threads;
    executor = Executors.newFixedThreadPool(threads, task -> new Thread(task, "raw-speeds"));
    List<DifferenceWork.Sample> samples = DifferenceWork.samples(before, model);
    samples.forEach(sample -> chunks.add(sample.chunk()));
    for (int i = 0; i < threads; i++) {
      work.add(new DifferenceWork(samples));
    }
    try (ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(1)) {
      chunks.forEach(chunk -> compressed.add(zstd.compress(chunk)));
    }
  }

  double sha256() throws Exception {
    return speed(work.stream().<Callable<Long>>map(own -> own::sha256).toList());
  }

  /** As ids of chunks are made. */
  double hash() throws Exception {
    return speed(work.stream().<Callable<Long>>map(own -> own::hash).toList());
  }

  double encode() throws Exception {
    return speed(work.stream().<Callable<Long>>map(own -> own::encode).toList());
  }

  double decode() throws Exception {
    return speed(work.stream().<Callable<Long>>map(own -> own::decode).toList());
  }

  double compress() throws Exception {
    return each(
        () -> {
          long sum = 0;
          try (ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(1)) {
            for (byte[] chunk : chunks) {
              sum += zstd.compress(chunk).length;
            }
          }
          return sum;
        });
  }

  double decompress() throws Exception {
    return each(
        () -> {
          long sum = 0;
          try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            for (int i = 0; i < chunks.size(); i++) {
              sum += zstd.decompress(compressed.get(i), chunks.get(i).length).length;
            }
          }
          return sum;
        });
  }

  private double each(Callable<Long> pass) throws Exception {
    return speed(Collections.nCopies(threads, pass));
  }

  /** Each thread goes over all chunks, as many times as the store's figure has models. */
  private double speed(List<Callable<Long>> passes) throws Exception {
    List<Callable<Long>> tasks = new ArrayList<>();
    for (Callable<Long> pass : passes) {
      tasks.add(
          () -> {
            long sum = 0;
            for (int i = 0; i < TIMES; i++) {
              sum += pass.call();
            }
            return sum;
          });
    }
    ThreadTime start = ThreadTime.now();
    long sum = 0;
    if (threads == 1) {
      sum = tasks.get(0).call(); // in this thread, whose time is measured
    } else {
      for (Future<Long> done : executor.invokeAll(tasks)) {
        sum += done.get();
      }
    }
    if (sum <= 0) {
      throw new IllegalStateException("nothing came of it");
    }
    long bytes = chunks.stream().mapToLong(chunk -> chunk.length).sum() * tasks.size() * TIMES;
    return ThreadTime.megabytesASecond(bytes, start, threads);
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
