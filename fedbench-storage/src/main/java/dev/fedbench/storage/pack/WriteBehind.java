package dev.fedbench.storage.pack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Forces what is in a file already, beside those who write more, so that a commit waits for little.
 * Nothing that counts depends on it: a commit forces the file once more. One thread at a time, that
 * ends with its work. Belongs to one writer.
 */
final class WriteBehind {

  /** Bytes that are worth a force of their own. */
  private static final long WORTH = 2 << 20;

  private final DiskFile file;
  private long waiting;
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
      settle();
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
    } catch (IOException e) {
      forcing.completeExceptionally(new UncheckedIOException(e));
    } catch (RuntimeException | Error e) {
      forcing.completeExceptionally(e);
    }
  }

  /**
   * Waits until nothing is being forced.
   *
   * @throws IOException if something could not be forced
   */
  void settle() throws IOException {
    Optional<CompletableFuture<Void>> before = running;
    running = Optional.empty();
    try {
      before.ifPresent(CompletableFuture::join); // which no interrupt ends
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }
}
