package dev.fedbench.zk.circom;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The bytes of a file. They are read in pieces and never mapped into memory: a mapped file that
 * another process cuts short ends this one.
 */
interface Source extends Closeable {

  /** What messages call it. */
  String name();

  /** How many bytes there are. */
  long size();

  /**
   * So many bytes from there on.
   *
   * @throws CircomFileException if there are not as many, or they cannot be read
   * @throws ClosedByInterruptException if the thread is interrupted
   */
  void read(byte[] bytes, int count, long from) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * Opens a file.
   *
   * @throws CircomFileException if there is none that can be read
   * @throws ClosedByInterruptException if the thread is interrupted
   */
  static Source open(Path file) throws IOException {
    String name = file.toString();
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        throw CircomFileException.of(name, "not a file");
      }
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new OfChannel(name, channel.size(), channel);
    } catch (NoSuchFileException e) {
      throw CircomFileException.of(name, "there is no such file", e);
    } catch (CircomFileException | ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static CircomFileException unreadable(String name, IOException cause) {
    return CircomFileException.of(name, "cannot be read: " + cause, cause);
  }

  /** What is in memory already. The array must not change. */
  static Source of(String name, byte[] bytes) {
    return new OfBytes(name, bytes);
  }

  /** Of a file. */
  record OfChannel(String name, long size, FileChannel channel) implements Source {

    @Override
    public void read(byte[] bytes, int count, long from) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
      try {
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, from + buffer.position()) < 0) {
            throw CircomFileException.of(name, "was cut short while it was read");
          }
        }
      } catch (CircomFileException | ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** In memory. */
  record OfBytes(String name, byte[] bytes) implements Source {

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void read(byte[] target, int count, long from) {
      byte[] piece = Arrays.copyOfRange(bytes, (int) from, (int) from + count);
      System.arraycopy(piece, 0, target, 0, count);
    }

    @Override
    public void close() {}
  }
}
