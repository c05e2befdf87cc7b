package dev.fedbench.storage.pack;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Forces a file: when it is told to, and what is in it already beside those who write more, so that
 * a commit waits for little. One thread at a time, that ends with its work. Belongs to one writer.
 */
final class WriteBehind {

  /** Bytes that are worth a force of their own. */
  private static final long WORTH = 2 << 20;

  private final DiskFile file;
  private long waiting;
  private boolean failed;
  private Optional<CompletableFuture<Void>> running = Optional.empty();

  WriteBehind(DiskFile file) {
    this.file = file;
  }

  /**
   * So many more bytes are in the file.
   *
   * @throws IOException if those before could not be forced
   */
  void written(long bytes) throws IOException {
    waiting += bytes;
    boolean idle = running.filter(forcing -> !forcing.isDone()).isEmpty();
    if (waiting >= WORTH && idle) {
      join();
      waiting = 0;
      CompletableFuture<Void> forcing = new CompletableFuture<>();
      Thread thread = new Thread(() -> force(forcing), "fedbench-store-disk");
      thread.setDaemon(true);
      thread.start();
      running = Optional.of(forcing);
    }
  }

  private void force(CompletableFuture<Void> forcing) {
    try {
      file.force();
      forcing.complete(null);
    } catch (IOException | RuntimeException | Error e) {
      forcing.completeExceptionally(e);
    }
  }

  /**
   * Forces all that is in the file.
   *
   * @throws IOException if that, or something before, could not be forced
   */
  void force() throws IOException {
    join();
    waiting = 0;
    CompletableFuture<Void> forcing = new CompletableFuture<>();
    running = Optional.of(forcing);
    force(forcing);
    join();
  }

  /** Waits until nothing is being forced; whether all could be that ever was to be. */
  boolean settle() {
    try {
      join();
    } catch (IOException e) {
      return false;
    }
    return !failed;
  }

  private void join() throws IOException {
    Optional<CompletableFuture<Void>> before = running;
    running = Optional.empty();
    try {
      before.ifPresent(CompletableFuture::join); // which no interrupt ends
    } catch (CompletionException e) {
      failed = true;
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
