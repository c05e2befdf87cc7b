package dev.fedbench.benchmarks;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.StoreStats;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.hash.Lanes;
import dev.fedbench.storage.safetensors.SafetensorsFile;
import dev.fedbench.storage.workload.Model;
import dev.fedbench.storage.workload.Workload;
import dev.fedbench.storage.workload.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The weight store: what each workload takes on the disk, all files counted, and how fast durable
 * commits and verified loads are, beside SHA-256 and zstd's first level on the same bytes in the
 * same rounds, and beside what hash and codec one after the other would leave, were there nothing
 * else to do. Every revision is read again after the store was opened anew, and compared byte by
 * byte.
 *
 * <p>The property {@code workloads} names a directory with more of them: a directory for each, with
 * safetensors files in the order of their names. Checkpoints of real training are such.
 */
final class StorageCost implements Figure {

  private static final int WARM_UPS = 4;
  private static final int ROUNDS = 7;

  private static final String COMMIT = "durable commit with differences";
  private static final String LOAD = "verified load";
  private static final String DUPLICATE = "exact duplicate";
  private static final String SHA256 = "SHA-256";
  private static final String HASH = "SHA-256 as ids have it";
  private static final String ENCODE = "codec alone, differences, encode";
  private static final String DECODE = "codec alone, differences, decode";
  private static final String COMMIT_CAP = "modelled cap of a commit: hash, then encode";
  private static final String LOAD_CAP = "modelled cap of a load: decode, then hash";
  private static final String COMPRESS = "zstd-1 raw, compress";
  private static final String DECOMPRESS = "zstd-1 raw, decompress";

  @Override
  public void measure(PrintStream out) throws Exception {
    out.printf("hashes: %s%n", Lanes.description());
    for (Workload workload : Workloads.all()) {
      ratio(out, workload.name(), inMemory(workload));
    }
    Map<String, List<Path>> files = files();
    for (Map.Entry<String, List<Path>> workload : files.entrySet()) {
      ratio(out, workload.getKey() + " (files)", inMemory(workload.getValue()));
    }
    List<MemoryCheckpoint> similar = inMemory(Workloads.similar(Workloads.LAYERS));
    for (int threads = 1; threads <= 2; threads++) {
      speed(out, similar, threads);
    }
    new StorageBreakdown(similar).print(out, "similar");
    new StorageBreakdown(inMemory(Workloads.transfer(Workloads.LAYERS))).print(out, "transfer");
    if (files.containsKey("ckpt_sgd")) {
      new StorageBreakdown(inMemory(files.get("ckpt_sgd"))).print(out, "ckpt_sgd (files)");
    }
  }

  private static List<MemoryCheckpoint> inMemory(Workload workload) throws IOException {
    List<MemoryCheckpoint> models = new ArrayList<>();
    for (Model model : workload.models()) {
      models.add(MemoryCheckpoint.of(model.source()));
    }
    return models;
  }

  private static List<MemoryCheckpoint> inMemory(List<Path> files) throws IOException {
    List<MemoryCheckpoint> models = new ArrayList<>();
    for (Path file : files) {
      try (SafetensorsFile source = SafetensorsFile.open(file)) {
        models.add(MemoryCheckpoint.of(source));
      }
    }
    return models;
  }

  private static Map<String, List<Path>> files() throws IOException {
    Map<String, List<Path>> workloads = new LinkedHashMap<>();
    Path directory = Path.of(System.getProperty("workloads", ""));
    if (directory.toString().isEmpty()) {
      return workloads;
    }
    try (Stream<Path> names = Files.list(directory)) {
      for (Path name : names.filter(Files::isDirectory).sorted().toList()) {
        try (Stream<Path> files = Files.list(name)) {
          workloads.put(name.getFileName().toString(), files.sorted().toList());
        }
      }
    }
    return workloads;
  }

  private static void ratio(PrintStream out, String name, List<MemoryCheckpoint> models)
      throws Exception {
    Path directory = Files.createTempDirectory("fedbench-figure");
    try {
      StoreStats stats = commitAll(directory, models);
      long raw = 0;
      long wrong = 0;
      try (WeightStore store = WeightStore.open(directory, StoreOptions.defaults().readOnly())) {
        for (int i = 0; i < models.size(); i++) {
          raw += bytes(models.get(i));
          wrong += wrongBytes(store.checkpoint("main~" + (models.size() - 1 - i)), models.get(i));
        }
      }
      out.printf(
          "%s: ratio %.3f (%d models, %.1f MB; %d of %d chunks differences, chains of at most %d; %d tensors equal to others); wrong bytes: %d%n",
          name,
          (double) raw / onDisk(directory),
          models.size(),
          raw / 1e6,
          stats.deltas(),
          stats.chunks(),
          stats.chainMax(),
          stats.dedupHits(),
          wrong);
    } finally {
      delete(directory);
    }
  }

  private static StoreStats commitAll(Path directory, List<MemoryCheckpoint> models)
      throws IOException {
    try (WeightStore store = WeightStore.init(directory)) {
      for (int i = 0; i < models.size(); i++) {
        store.commit(CommitRequest.of(models.get(i), "model " + i));
      }
      return store.stats();
    }
  }

  private static long bytes(CheckpointSource source) {
    return source.tensors().stream().mapToLong(tensor -> tensor.bytes()).sum();
  }

  private static long wrongBytes(CheckpointSource found, MemoryCheckpoint expected)
      throws IOException {
    long[] wrong = {found.tensors().equals(expected.tensors()) ? 0 : 1};
    Map<String, byte[]> exact = new LinkedHashMap<>();
    for (TensorInfo tensor : expected.tensors()) {
      exact.put(tensor.name(), expected.open(tensor).readAllBytes());
    }
    found.transferTo(
        (tensor, offset, bytes) -> {
          for (int i = 0; bytes.hasRemaining(); i++) {
            wrong[0] += bytes.get() == exact.get(tensor.name())[(int) offset + i] ? 0 : 1;
          }
        });
    return wrong[0];
  }

  private static long onDisk(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void speed(PrintStream out, List<MemoryCheckpoint> models, int threads)
      throws Exception {
    Rounds rounds = new Rounds(ROUNDS);
    try (RawSpeeds raw = new RawSpeeds(models.get(0), models.get(1), threads)) {
      for (int round = -WARM_UPS; round < ROUNDS; round++) { // all in each: noise meets them alike
        double[] store = storeSpeeds(models, threads);
        double sha256 = raw.sha256();
        double hash = raw.hash();
        double encode = raw.encode();
        double decode = raw.decode();
        if (round >= 0) {
          rounds.add(COMMIT, round, store[0]);
          rounds.add(LOAD, round, store[1]);
          rounds.add(DUPLICATE, round, store[2]);
          rounds.add(SHA256, round, sha256);
          rounds.add(HASH, round, hash);
          rounds.add(ENCODE, round, encode);
          rounds.add(DECODE, round, decode);
          rounds.add(COMMIT_CAP, round, 1 / (1 / hash + 1 / encode));
          rounds.add(LOAD_CAP, round, 1 / (1 / hash + 1 / decode));
          rounds.add(COMPRESS, round, raw.compress());
          rounds.add(DECOMPRESS, round, raw.decompress());
        }
      }
    }
    out.printf("similar, %d threads, MB/s:%n", threads);
    rounds.print(out);
    out.printf(
        "  hash %s of SHA-256; commit %s of zstd-1 (bound: 0.35), cap %s; load %s of zstd-1's decompression (bound: 0.45), cap %s; duplicate %s of SHA-256 (bound: 0.85)%n",
        rounds.ratio(HASH, SHA256),
        rounds.ratio(COMMIT, COMPRESS),
        rounds.ratio(COMMIT_CAP, COMPRESS),
        rounds.ratio(LOAD, DECOMPRESS),
        rounds.ratio(LOAD_CAP, DECOMPRESS),
        rounds.ratio(DUPLICATE, SHA256));
  }

  /** Of commits of differences, of loads, and of a commit of what is there already. */
  private static double[] storeSpeeds(List<MemoryCheckpoint> models, int threads) throws Exception {
    Path directory = Files.createTempDirectory("fedbench-figure");
    try (WeightStore store =
        WeightStore.init(directory, StoreOptions.defaults().withThreads(threads))) {
      store.commit(CommitRequest.of(models.get(0), "base"));
      long bytes = 0;
      ThreadTime start = ThreadTime.now();
      for (MemoryCheckpoint model : models.subList(1, models.size())) {
        store.commit(CommitRequest.of(model, "next"));
        bytes += bytes(model);
      }
      double commit = ThreadTime.megabytesASecond(bytes, start, threads);
      long[] read = new long[1];
      start = ThreadTime.now();
      for (int i = 0; i < models.size() - 1; i++) {
        store
            .checkpoint("main~" + i)
            .transferTo((tensor, offset, piece) -> read[0] += piece.remaining());
      }
      double load = ThreadTime.megabytesASecond(read[0], start, threads);
      start = ThreadTime.now();
      for (MemoryCheckpoint model : models) {
        store.commit(CommitRequest.of(model, "again").onto("copies"));
      }
      double duplicate = ThreadTime.megabytesASecond(bytes + bytes(models.get(0)), start, threads);
      return new double[] {commit, load, duplicate};
    } finally {
      delete(directory);
    }
  }
}
