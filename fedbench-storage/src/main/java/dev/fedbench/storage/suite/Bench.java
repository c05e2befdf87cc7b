package dev.fedbench.storage.suite;

import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.workload.Workloads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A store with a base model (tag {@code base}) and one near it (tag {@code near}), and models to
 * commit: each of them new, so that nothing is found to be there already. Making them is not
 * measured.
 */
final class Bench implements AutoCloseable {

  private static final int SMALL = 2_000;

  private final Scratch scratch;
  private final WeightStore store;
  private final int batch;
  private final SplittableRandom random;
  private final MemoryCheckpoint base;
  private final MemoryCheckpoint other;
  private final List<byte[]> baseBytes = new ArrayList<>();
  private final List<byte[]> nearBytes = new ArrayList<>();
  private final ChunkCodec codec = new ChunkCodec();
  private Optional<EncodedChunks> encoded = Optional.empty();
  private MemoryCheckpoint fresh = MemoryCheckpoint.EMPTY;
  private MemoryCheckpoint near = MemoryCheckpoint.EMPTY;
  private List<MemoryCheckpoint> small = List.of();
  private int count;

  private Bench(Scratch scratch, WeightStore store, int layers, int batch, long seed)
      throws IOException {
    this.scratch = scratch;
    this.store = store;
    this.batch = batch;
    this.random = new SplittableRandom(seed);
    this.base = MemoryCheckpoint.of(Workloads.similar(layers).models().get(0).source());
    this.other = MemoryCheckpoint.of(Workloads.similar(layers).models().get(1).source());
    for (TensorInfo tensor : base.tensors()) {
      baseBytes.add(base.open(tensor).readAllBytes());
      nearBytes.add(other.open(tensor).readAllBytes());
    }
    store.commit(CommitRequest.of(base, "base").with("kind", "base"));
    store.tag("base", "main");
    store.commit(CommitRequest.of(other, "near").with("kind", "near"));
    store.tag("near", "main");
    prepare();
  }

  /** As stores are by default. */
  static Bench open(int layers, int threads, int batch, long seed) throws Exception {
    return open(layers, threads, batch, StoreOptions.defaults().cacheBytes(), seed);
  }

  /** With a cache of references of that size. */
  static Bench open(int layers, int threads, int batch, long cacheBytes, long seed)
      throws Exception {
    Scratch scratch = new Scratch();
    try {
      scratch.requireRoom(layers * (64L << 20));
      WeightStore store =
          WeightStore.init(
              scratch.fresh(),
              StoreOptions.defaults().withThreads(threads).withCacheBytes(cacheBytes));
      try {
        return new Bench(scratch, store, layers, batch, seed);
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
    } catch (Exception | Error e) {
      scratch.close();
      throw e;
    }
  }

  /** Makes the models that the next operation commits. */
  void prepare() {
    fresh = changed(4);
    near = changed(1e-3f);
    small = Stream.generate(this::drawn).limit(batch).toList();
  }

  /** The base with a uniform part of each weight's magnitude added. */
  private MemoryCheckpoint changed(float part) {
    MemoryCheckpoint changed = MemoryCheckpoint.EMPTY;
    for (int t = 0; t < baseBytes.size(); t++) {
      byte[] bytes = baseBytes.get(t).clone();
      ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = 0; at < bytes.length; at += Float.BYTES) {
        float value = values.getFloat(at);
        values.putFloat(at, value + value * part * (float) (random.nextDouble() - 0.5));
      }
      changed = changed.with(base.tensors().get(t), bytes);
    }
    return changed;
  }

  /** A model of which no chunk was seen. */
  MemoryCheckpoint fresh() {
    return fresh;
  }

  MemoryCheckpoint nearBase() {
    return near;
  }

  /** Models of one small tensor, as many as a batch has. */
  List<MemoryCheckpoint> small() {
    return small;
  }

  /** As many new models of one small tensor as a batch has, to be committed to that branch. */
  List<CommitRequest> drawn(String branch) {
    return Stream.generate(this::drawn)
        .limit(batch)
        .map(model -> CommitRequest.of(model, "small").onto(branch))
        .toList();
  }

  private MemoryCheckpoint drawn() {
    float[] values = new float[SMALL];
    for (int i = 0; i < SMALL; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return MemoryCheckpoint.EMPTY.with("w", values, SMALL);
  }

  WeightStore store() {
    return store;
  }

  ChunkCodec codec() {
    return codec;
  }

  MemoryCheckpoint base() {
    return base;
  }

  /** Room for all chunks of a model, made when it is asked for first: none grows by a byte more. */
  EncodedChunks encoded() {
    if (encoded.isEmpty()) {
      encoded = Optional.of(new EncodedChunks(Math.toIntExact(modelBytes() + modelBytes() / 64)));
    }
    return encoded.get();
  }

  /** What the tag {@code near} is of. */
  MemoryCheckpoint near() {
    return other;
  }

  byte[] baseBytes(int tensor) {
    return baseBytes.get(tensor);
  }

  byte[] nearBytes(int tensor) {
    return nearBytes.get(tensor);
  }

  long modelBytes() {
    return Series.bytes(base);
  }

  int batch() {
    return batch;
  }

  int next() {
    count++;
    return count;
  }

  @Override
  public void close() throws IOException {
    try {
      store.close();
    } finally {
      scratch.close();
    }
  }
}
