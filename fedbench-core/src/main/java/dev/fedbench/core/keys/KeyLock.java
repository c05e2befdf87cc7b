package dev.fedbench.core.keys;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.locks.Lock;

/** Lets one thread of one process pass. Given back by the thread that took it. */
public final class KeyLock implements AutoCloseable {

  /**
   * Locks of files are the process's, and on POSIX closing any channel of a file gives them all up:
   * what keeps the threads and stores of a process apart must be the process's, too, and stand
   * before the file's. Paths that share a stripe merely wait for each other; nobody holds two.
   */
  private static final Striped<Lock> PROCESS = Striped.lock(64);

  private static final long POLL_MILLIS = 20;

  private final Lock thread;
  private final FileChannel channel;

  private KeyLock(Lock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Waits for it.
   *
   * @param file is made if it is not there, and stays: to remove it would let two pass
   */
  public static KeyLock take(Path file, FileAttribute<?>... attributes)
      throws IOException, InterruptedException {
    Lock thread = PROCESS.get(file);
    thread.lockInterruptibly();
    try {
      FileChannel channel = open(file, attributes);
      try {
        await(channel);
        return new KeyLock(thread, channel);
      } catch (IOException | InterruptedException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      thread.unlock();
      throw e;
    }
  }

  private static FileChannel open(Path file, FileAttribute<?>... attributes) throws IOException {
    try {
      return FileChannel.open(
          file,
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
          attributes);
    } catch (IOException e) {
      throw new IOException("the lock %s cannot be opened: %s".formatted(file, e), e);
    }
  }

  /** The channel's lock ends with it. */
  private static void await(FileChannel channel) throws IOException, InterruptedException {
    while (!locked(channel)) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // this class from another class loader: as if it were another process
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      thread.unlock();
    }
  }
}
