package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.THROUGHPUT;
import static dev.fedbench.metric.StorageMetrics.TIME;

import dev.fedbench.metric.Recorder;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** So many readers, each with a store of its own opened to read, load the same models at once. */
final class ReadersTrial implements Trial {

  private final Scratch scratch;
  private final Path at;
  private final int readers;
  private final int models;
  private final ExecutorService executor;

  private ReadersTrial(Scratch scratch, Path at, int readers, int models) {
    this.scratch = scratch;
    this.at = at;
    this.readers = readers;
    this.models = models;
    this.executor =
        Executors.newFixedThreadPool(
            readers,
            task -> {
              Thread thread = new Thread(task, "fedbench-store-reader");
              thread.setDaemon(true);
              return thread;
            });
  }

  static Trial open(Series series, int readers) throws Exception {
    Scratch scratch = new Scratch();
    try {
      Path at = scratch.fresh();
      try (WeightStore store = WeightStore.init(at)) {
        for (MemoryCheckpoint model : series.models()) {
          store.commit(CommitRequest.of(model, "model"));
        }
      }
      return new ReadersTrial(scratch, at, readers, series.models().size());
    } catch (IOException | RuntimeException | Error e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public void iterate(Recorder recorder) throws IOException, InterruptedException {
    List<Callable<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < readers; i++) {
      tasks.add(this::load);
    }
    long start = System.nanoTime();
    long bytes = 0;
    for (Future<Long> done : executor.invokeAll(tasks)) {
      try {
        bytes += done.get();
      } catch (ExecutionException e) {
        throw new IOException("a reader failed: " + e.getCause().getMessage(), e.getCause());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    recorder.record(TIME, seconds);
    recorder.record(THROUGHPUT, bytes / seconds);
  }

  private long load() throws IOException {
    long[] bytes = new long[1];
    try (WeightStore store =
        WeightStore.open(at, StoreOptions.defaults().withThreads(1).readOnly())) {
      for (int i = 0; i < models; i++) {
        store
            .checkpoint("main~" + i)
            .transferTo((tensor, offset, piece) -> bytes[0] += piece.remaining());
      }
    }
    return bytes[0];
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    scratch.close();
  }
}
