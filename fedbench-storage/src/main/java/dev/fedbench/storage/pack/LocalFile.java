package dev.fedbench.storage.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file that survives interrupts. The JDK closes a channel under all its users when one of their
 * threads is interrupted; here it is opened again, and the interrupt stays for whoever looks.
 */
final class LocalFile implements DiskFile {

  @FunctionalInterface
  private interface Operation {
    long on(FileChannel channel) throws IOException;
  }

  private final Path file;
  private final Set<StandardOpenOption> how;
  private FileChannel channel;
  private boolean closed;

  LocalFile(Path file, Set<StandardOpenOption> how, FileChannel channel) {
    this.file = file;
    this.how = how;
    this.channel = channel;
  }

  private synchronized FileChannel channel() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (!channel.isOpen()) {
      channel = FileChannel.open(file, how);
    }
    return channel;
  }

  private synchronized boolean closed() {
    return closed;
  }

  private long run(Operation operation) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return operation.on(channel());
        } catch (ClosedChannelException e) {
          if (closed()) {
            throw e;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return (int) run(open -> open.read(target, position));
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    return (int) run(open -> open.write(source, position));
  }

  /** fdatasync: the length counts as content, times do not. */
  @Override
  public void force() throws IOException {
    run(
        open -> {
          open.force(false);
          return 0;
        });
  }

  @Override
  public long size() throws IOException {
    return run(FileChannel::size);
  }

  @Override
  public void truncate(long size) throws IOException {
    run(open -> open.truncate(size).size());
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }
}
