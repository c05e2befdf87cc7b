package dev.fedbench.storage.pack;

import dev.fedbench.storage.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The right to write to a store: a lock on its file LOCK, which the operating system takes back
 * from a process that ends, however it ends. The file tells who has it, for people to read.
 */
public final class WriterLock implements Closeable {

  private static final String NAME = "LOCK";
  private static final long RETRY_MILLIS = 20;
  private static final int MAX_HOLDER = 200;

  /**
   * Directories that this process writes to. It must know before it so much as opens the file: on
   * POSIX systems a process that closes any channel to a file loses all its locks on it.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;
  private boolean closed;

  private WriterLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param patience how long to wait for another writer; zero refuses at once
   * @throws StoreException if another has it still
   */
  public static WriterLock take(Path directory, Duration patience) throws IOException {
    Path real = directory.toRealPath();
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (!OURS.add(real)) {
        pause(real, deadline, patience, "this process");
      }
      return new WriterLock(real, lock(real, deadline, patience));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while waiting to write to " + directory)
              .initCause(e);
    }
  }

  /** The lock's channel, for a directory that is {@link #OURS}: it is not, if this fails. */
  private static FileChannel lock(Path directory, long deadline, Duration patience)
      throws IOException, InterruptedException {
    Path file = directory.resolve(NAME);
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      while (channel.tryLock() == null) {
        pause(directory, deadline, patience, holder(file));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(self().getBytes(StandardCharsets.US_ASCII)));
      taken = true;
      return channel;
    } finally {
      if (!taken) {
        OURS.remove(directory);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static void pause(Path directory, long deadline, Duration patience, String holder)
      throws IOException, InterruptedException {
    if (System.nanoTime() - deadline >= 0) {
      throw new StoreException(
          "%s is being written to by %s; waited %s; let that one close the store, wait longer, or open it to read"
              .formatted(directory, holder, patience));
    }
    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
  }

  private static String self() {
    return "process " + ProcessHandle.current().pid();
  }

  private static String holder(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    boolean sound = !text.isEmpty() && text.length() <= MAX_HOLDER;
    return sound && text.matches("[ -~]+") ? text : "another process";
  }

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        channel.close();
      } finally {
        OURS.remove(directory);
      }
    }
  }
}
