package dev.fedbench.core.fl.archive;

import dev.fedbench.fl.KeptUpdate;
import dev.fedbench.fl.ModelArchive;
import dev.fedbench.fl.Tensors;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Writes what it is given to an archive, in order, in a thread of its own. A run that is faster
 * than its archive waits: nothing is left out, and no more than {@value #WAITING} entries are held.
 * Thread-safe.
 */
public final class Archiving implements AutoCloseable {

  private static final int WAITING = 16;

  /** Writes one entry. */
  @FunctionalInterface
  private interface Entry {
    void write(ModelArchive archive) throws IOException;
  }

  private static final Entry END = archive -> {};

  private final ModelArchive archive;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread writer;
  private volatile Optional<Exception> failure = Optional.empty();
  private boolean closed;
  private long models;
  private long updates;

  /** Writes to that archive, and closes it at the end. */
  public Archiving(ModelArchive archive) {
    this.archive = archive;
    writer = new Thread(this::write, "fedbench-archive");
    writer.setDaemon(true);
    writer.start();
  }

  /** Keeps a model, which nobody writes to any more. */
  public synchronized void model(long version, Tensors model) {
    if (put(to -> to.keep(version, model))) {
      models++;
    }
  }

  /** Keeps an update, which nobody writes to any more. */
  public synchronized void update(KeptUpdate update, Tensors delta) {
    if (put(to -> to.keep(update, delta))) {
      updates++;
    }
  }

  /** Models that were given so far. */
  public synchronized long models() {
    return models;
  }

  /** Updates that were given so far. */
  public synchronized long updates() {
    return updates;
  }

  /** An interrupt waits: what was accepted must be kept. */
  private boolean put(Entry entry) {
    boolean taken = closed;
    boolean interrupted = false;
    while (!taken) {
      try {
        queue.put(entry);
        taken = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !closed;
  }

  private void write() {
    try {
      for (Entry entry = queue.take(); entry != END; entry = queue.take()) {
        if (failure.isEmpty()) {
          write(entry);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does that: the thread is this object's own
    }
  }

  /** After a failure the rest is thrown away: an archive with holes would tell of another run. */
  private void write(Entry entry) {
    try {
      entry.write(archive);
    } catch (IOException | RuntimeException e) {
      failure = Optional.of(e);
    }
  }

  /**
   * Waits until all is written. Idempotent.
   *
   * @throws IOException if not all could be kept
   */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      put(END);
      closed = true;
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    archive.close();
    if (failure.isPresent()) {
      throw new IOException(
          "the run was not kept as a whole: " + failure.get().getMessage(), failure.get());
    }
  }
}
