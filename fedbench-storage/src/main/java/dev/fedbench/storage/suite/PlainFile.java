package dev.fedbench.storage.suite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on the same disk, without a store: what the disk itself takes. */
final class PlainFile implements Closeable {

  private static final int PIECE = 1 << 20;

  /** Takes the bytes from position to limit; they are others when it returns. */
  @FunctionalInterface
  interface Sink {
    void accept(ByteBuffer piece) throws IOException;
  }

  private final FileChannel channel;

  private PlainFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes an empty file. */
  static PlainFile fresh(Path path) throws IOException {
    return new PlainFile(
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Opens one to read. */
  static PlainFile existing(Path path) throws IOException {
    return new PlainFile(FileChannel.open(path, StandardOpenOption.READ));
  }

  void append(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Until what was written survives the end of the power. */
  void force() throws IOException {
    channel.force(false);
  }

  /** All of it, in order, a mebibyte at a time. */
  void forEach(Sink sink) throws IOException {
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    while (channel.read(piece) >= 0) {
      sink.accept(piece.flip());
      piece.clear();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
