package dev.fedbench.benchmarks;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.codec.ChunkCodec;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast others go over the chunks of a model, as they are, in millions of bytes a second. */
final class RawSpeeds implements AutoCloseable {

  private final int threads;
  private final ExecutorService executor;
  private final List<byte[]> chunks = new ArrayList<>();
  private final List<byte[]> compressed = new ArrayList<>();

  RawSpeeds(MemoryCheckpoint model, int threads) throws Exception {
    this.threads = threads;
    executor = Executors.newFixedThreadPool(threads, task -> new Thread(task, "raw-speeds"));
    for (TensorInfo tensor : model.tensors()) {
      cut(model.open(tensor).readAllBytes());
    }
    try (ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(1)) {
      chunks.forEach(chunk -> compressed.add(zstd.compress(chunk)));
    }
  }

  private void cut(byte[] tensor) {
    for (int at = 0; at < tensor.length; at += ChunkCodec.MAX_BYTES) {
      chunks.add(
          Arrays.copyOfRange(tensor, at, Math.min(tensor.length, at + ChunkCodec.MAX_BYTES)));
    }
  }

  double sha256() throws Exception {
    return speed(
        () -> {
          MessageDigest digest = MessageDigest.getInstance("SHA-256");
          long sum = 0;
          for (byte[] chunk : chunks) {
            sum += digest.digest(chunk).length;
          }
          return sum;
        });
  }

  double compress() throws Exception {
    return speed(
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
    return speed(
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

  /** Each thread goes over all chunks, as many times as the store's figure has models. */
  private double speed(Callable<Long> pass) throws Exception {
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < 5 * threads; i++) {
      tasks.add(pass);
    }
    long start = System.nanoTime();
    for (Future<Long> done : executor.invokeAll(tasks)) {
      if (done.get() <= 0) {
        throw new IllegalStateException("nothing came of it");
      }
    }
    long bytes = chunks.stream().mapToLong(chunk -> chunk.length).sum() * tasks.size();
    return bytes * 1e3 / (System.nanoTime() - start);
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
