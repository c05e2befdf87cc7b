package dev.fedbench.storage.safetensors;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.TensorInfo;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of safetensors, open to read. Its header's bytes go with it as an attachment, so that a
 * file that is written from it later is the same byte for byte. Belongs to one thread.
 */
public final class SafetensorsFile implements CheckpointSource, Closeable {

  private final Path path;
  private final FileChannel channel;
  private final byte[] headerBytes;
  private final Header header;
  private final Map<TensorInfo, Long> positions = new HashMap<>();

  private SafetensorsFile(Path path, FileChannel channel, byte[] headerBytes, Header header) {
    this.path = path;
    this.channel = channel;
    this.headerBytes = headerBytes;
    this.header = header;
    long position = Long.BYTES + headerBytes.length;
    for (TensorInfo tensor : header.tensors()) {
      positions.put(tensor, position);
      position += tensor.bytes();
    }
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws SafetensorsException if it is not one of the format
   */
  public static SafetensorsFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      byte[] bytes = header(channel);
      Header header = HeaderParser.parse(bytes);
      long expected = Long.BYTES + bytes.length + header.dataBytes();
      if (channel.size() != expected) {
        throw new SafetensorsException(
            "the file has %d bytes; expected %d, as its header says"
                .formatted(channel.size(), expected));
      }
      return new SafetensorsFile(file, channel, bytes, header);
    } catch (SafetensorsException e) {
      channel.close();
      throw new SafetensorsException("%s: %s".formatted(file, e.getMessage()));
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** No more memory is taken than the file has bytes. */
  private static byte[] header(FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long bytes = length.getLong(0);
    long most = Math.min(Header.MAX_BYTES, channel.size() - Long.BYTES);
    if (length.hasRemaining() || bytes < 2 || bytes > most) {
      throw new SafetensorsException(
          "%s says that its header has %s bytes; expected 2 to %d, in a file of %d"
              .formatted(
                  "it",
                  length.hasRemaining() ? "no" : Long.toUnsignedString(bytes),
                  Header.MAX_BYTES,
                  channel.size()));
    }
    byte[] header = new byte[(int) bytes];
    ByteBuffer target = ByteBuffer.wrap(header);
    readFully(channel, target, Long.BYTES);
    if (target.hasRemaining()) {
      throw new SafetensorsException("the file got shorter while it was read");
    }
    return header;
  }

  private static void readFully(FileChannel channel, ByteBuffer target, long position)
      throws IOException {
    int n = 0;
    while (n >= 0 && target.hasRemaining()) {
      n = channel.read(target, position + target.position());
    }
  }

  @Override
  public List<TensorInfo> tensors() {
    return header.tensors();
  }

  @Override
  public Map<String, String> metadata() {
    return header.metadata();
  }

  @Override
  public Map<String, byte[]> attachments() {
    return Map.of(Safetensors.HEADER, headerBytes);
  }

  @Override
  public InputStream open(TensorInfo tensor) throws IOException {
    long position =
        Optional.ofNullable(positions.get(tensor))
            .orElseThrow(
                () -> new IllegalArgumentException("%s has no tensor %s".formatted(path, tensor)));
    channel.position(position);
    return new LimitedStream(Channels.newInputStream(channel), tensor.bytes());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
