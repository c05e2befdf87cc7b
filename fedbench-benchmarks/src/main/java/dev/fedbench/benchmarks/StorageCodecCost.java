package dev.fedbench.benchmarks;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.codec.Encoded;
import dev.fedbench.storage.codec.EntropyBound;
import dev.fedbench.storage.workload.Model;
import dev.fedbench.storage.workload.Tensor;
import dev.fedbench.storage.workload.Workload;
import dev.fedbench.storage.workload.Workloads;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the codecs of the weight store make of each workload, beside the bounds, and how fast,
 * beside SHA-256 and zstd's first level on the same bytes in the same rounds. Every decoded chunk
 * is compared with what it was.
 */
final class StorageCodecCost implements Figure {

  private static final int WARM_UPS = 15;
  private static final int ROUNDS = 9;
  private static final int THREADS = 2;

  /** A chunk, what it is encoded against, and what that gave. */
  private record Sample(Dtype dtype, byte[] chunk, Optional<byte[]> reference) {

    Optional<ByteBuffer> referenceBuffer() {
      return reference.map(ByteBuffer::wrap);
    }
  }

  /** Something done to every chunk of a thread, which says how many bytes it took or made. */
  private interface Work {
    long apply(Worker worker, int index) throws Exception;
  }

  @Override
  public void measure(PrintStream out) throws Exception {
    for (Workload workload : workloads()) {
      ratios(out, workload);
    }
    speed(out, "similar, against the base", samples(Workloads.similar(2), true));
    speed(out, "similar, alone", samples(Workloads.similar(2), false));
    speed(out, "bf16similar, against the base", samples(Workloads.bf16similar(2), true));
  }

  private static List<Workload> workloads() {
    return List.of(
        Workloads.similar(1), Workloads.transfer(1), Workloads.bf16similar(1), Workloads.special());
  }

  /** The first model's chunks alone; those of the second against the first's. */
  private static void ratios(PrintStream out, Workload workload) throws Exception {
    out.printf("%s:%n", workload.name());
    ratio(out, "alone", samples(workload, false), EntropyBound.Kind.LONE);
    ratio(
        out,
        "against the base",
        samples(workload, true),
        EntropyBound.Kind.DELTA,
        EntropyBound.Kind.DELTA_GIVEN_EXPONENT);
  }

  private static void ratio(
      PrintStream out, String what, List<Sample> samples, EntropyBound.Kind... kinds)
      throws Exception {
    ChunkCodec codec = new ChunkCodec();
    long raw = 0;
    long stored = 0;
    for (Sample sample : samples) {
      raw += sample.chunk().length;
      stored += encode(codec, sample).size();
    }
    out.printf("  %s: ratio %.4f", what, (double) raw / stored);
    for (EntropyBound.Kind kind : kinds) {
      EntropyBound bound = new EntropyBound(kind, samples.get(0).dtype());
      for (Sample sample : samples) {
        bound.add(ByteBuffer.wrap(sample.chunk()), sample.referenceBuffer());
      }
      out.printf(
          "; bound %s %.4f, %.2f %% of it in bytes",
          kind, raw / bound.bytes(), 100 * stored / bound.bytes());
    }
    out.println();
  }

  private static Encoded encode(ChunkCodec codec, Sample sample) {
    return codec.encode(ByteBuffer.wrap(sample.chunk()), sample.dtype(), sample.referenceBuffer());
  }

  private static List<Sample> samples(Workload workload, boolean withReference) {
    Model base = workload.models().get(0);
    Model other = workload.models().get(withReference ? 1 : 0);
    List<Sample> samples = new ArrayList<>();
    for (Tensor tensor : other.tensors()) {
      Optional<Tensor> before =
          base.tensors().stream()
              .filter(t -> withReference && t.name().equals(tensor.name()))
              .findFirst();
      if (withReference && before.isEmpty()) {
        continue; // a head of its own has nothing to be measured against
      }
      for (long at = 0; at < tensor.bytes(); at += ChunkCodec.MAX_BYTES) {
        long from = at;
        samples.add(
            new Sample(tensor.dtype(), chunk(tensor, from), before.map(t -> chunk(t, from))));
      }
    }
    return samples;
  }

  private static byte[] chunk(Tensor tensor, long from) {
    int length = (int) Math.min(ChunkCodec.MAX_BYTES, tensor.bytes() - from);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    tensor.read(from / tensor.dtype().bytes(), bytes);
    return bytes.array();
  }

  private static void speed(PrintStream out, String what, List<Sample> samples) throws Exception {
    for (int threads = 1; threads <= THREADS; threads++) {
      ExecutorService executor =
          Executors.newFixedThreadPool(threads, task -> new Thread(task, "codec-figure"));
      List<Worker> workers = new ArrayList<>();
      try {
        for (int i = 0; i < threads; i++) {
          workers.add(new Worker(samples));
        }
        speed(out, "%s, %d threads".formatted(what, threads), workers, executor);
      } finally {
        executor.shutdown();
        workers.forEach(Worker::close);
      }
    }
  }

  private static void speed(
      PrintStream out, String what, List<Worker> workers, ExecutorService executor)
      throws Exception {
    List<Work> works =
        List.of(Worker::encode, Worker::decode, Worker::sha256, Worker::zstd, Worker::unzstd);
    double[][] speeds = new double[works.size()][ROUNDS];
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      for (int i = 0; i < works.size(); i++) { // all in each round: noise meets them alike
        double speed = megabytesASecond(works.get(i), workers, executor);
        if (round >= 0) {
          speeds[i][round] = speed;
        }
      }
    }
    workers.forEach(Worker::check);
    double encode = print(out, what + ": encode", speeds[0]);
    double decode = print(out, "  decode", speeds[1]);
    double sha256 = print(out, "  SHA-256", speeds[2]);
    double zstd = print(out, "  zstd-1 raw, compress", speeds[3]);
    double unzstd = print(out, "  zstd-1 raw, decompress", speeds[4]);
    out.printf(
        "  encode %.2f of zstd-1 (bound: 0.50), %.2f of SHA-256; decode %.2f of zstd-1 (bound: 0.60), %.2f of SHA-256%n",
        encode / zstd, encode / sha256, decode / unzstd, decode / sha256);
  }

  private static double print(PrintStream out, String what, double[] speeds) {
    Median median = Median.of(speeds);
    out.printf("%s %s MB/s%n", what, median.text("%.0f"));
    return median.value();
  }

  /** In millions of bytes, as the figures of others are. */
  private static double megabytesASecond(Work work, List<Worker> workers, ExecutorService executor)
      throws Exception {
    List<Callable<Long>> tasks = new ArrayList<>();
    for (Worker worker : workers) {
      tasks.add(() -> worker.all(work));
    }
    long start = System.nanoTime();
    long bytes = 0;
    for (Future<Long> future : executor.invokeAll(tasks)) {
      bytes += future.get();
    }
    return bytes * 1e3 / (System.nanoTime() - start);
  }

  /** A thread's codecs and its own results. */
  private static final class Worker implements AutoCloseable {

    private final List<Sample> samples;
    private final ChunkCodec codec = new ChunkCodec();
    private final MessageDigest digest;
    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(1);
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final byte[][] encoded;
    private final byte[][] compressed;
    private final byte[][] decoded;

    Worker(List<Sample> samples) throws Exception {
      this.samples = samples;
      digest = MessageDigest.getInstance("SHA-256");
      encoded = new byte[samples.size()][];
      compressed = new byte[samples.size()][];
      decoded = new byte[samples.size()][];
      for (int i = 0; i < samples.size(); i++) {
        Encoded first = StorageCodecCost.encode(codec, samples.get(i));
        encoded[i] = new byte[first.size()];
        first.bytes().get(encoded[i]);
        compressed[i] = compressor.compress(samples.get(i).chunk());
        decoded[i] = new byte[samples.get(i).chunk().length];
      }
    }

    long all(Work work) throws Exception {
      long bytes = 0;
      for (int i = 0; i < samples.size(); i++) {
        if (work.apply(this, i) <= 0) {
          throw new IllegalStateException("nothing came of chunk " + i);
        }
        bytes += samples.get(i).chunk().length;
      }
      return bytes;
    }

    long encode(int i) {
      return StorageCodecCost.encode(codec, samples.get(i)).size();
    }

    long decode(int i) throws Exception {
      Sample sample = samples.get(i);
      codec.decode(
          ByteBuffer.wrap(encoded[i]),
          sample.dtype(),
          sample.referenceBuffer(),
          ByteBuffer.wrap(decoded[i]));
      return decoded[i].length;
    }

    long sha256(int i) {
      return digest.digest(samples.get(i).chunk()).length;
    }

    long zstd(int i) {
      return compressor.compress(samples.get(i).chunk()).length;
    }

    long unzstd(int i) {
      int length = samples.get(i).chunk().length;
      return decompressor.decompress(compressed[i], length).length;
    }

    /** What was decoded last is what was encoded: all bits, once the clock has stopped. */
    void check() {
      for (int i = 0; i < samples.size(); i++) {
        if (!Arrays.equals(decoded[i], samples.get(i).chunk())) {
          throw new IllegalStateException("chunk " + i + " came back with other bits");
        }
      }
    }

    @Override
    public void close() {
      compressor.close();
      decompressor.close();
    }
  }
}
