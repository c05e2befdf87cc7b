package dev.fedbench.storage.safetensors;

import dev.fedbench.storage.CheckpointSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** Writes files of safetensors. */
public final class Safetensors {

  /** The attachment that holds the header of the file that a checkpoint came from. */
  public static final String HEADER = "safetensors.header";

  private Safetensors() {}

  /** Writes a file whole or not at all; a file of that name is replaced. */
  public static void write(CheckpointSource source, Path file) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path temporary = target.resolveSibling(".fedbench-" + UUID.randomUUID() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        write(source, out);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException | Error e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /**
   * Writes to a stream, which stays open. If the checkpoint came from a file of safetensors, the
   * bytes are the same as that file's; else tensors are written in the checkpoint's order.
   */
  public static void write(CheckpointSource source, OutputStream out) throws IOException {
    byte[] header = header(source);
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    buffered.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    buffered.write(header);
    WritableByteChannel channel = Channels.newChannel(buffered);
    source.transferTo(
        (tensor, offset, bytes) -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
    buffered.flush();
  }

  /** The original header, if it says what the checkpoint is. */
  private static byte[] header(CheckpointSource source) throws IOException {
    Optional<byte[]> original = Optional.ofNullable(source.attachments().get(HEADER));
    if (original.isPresent() && original.get().length <= Header.MAX_BYTES) {
      try {
        Header header = HeaderParser.parse(original.get());
        if (header.tensors().equals(source.tensors())
            && header.metadata().equals(source.metadata())) {
          return original.get();
        }
      } catch (SafetensorsException e) {
        // an attachment that is no header: one is written from the tensors, which are what counts
      }
    }
    return Header.write(source);
  }
}
