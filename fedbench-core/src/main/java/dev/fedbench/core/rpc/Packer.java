package dev.fedbench.core.rpc;

import dev.fedbench.core.rpc.CompressionCounter.Way;
import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.CodecException;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Makes frames of bodies, compressed where that is worth it, and bodies of frames. Thread-safe. */
final class Packer {

  /** Shorter bodies fit a packet either way. */
  static final int SMALL_BYTES = 128;

  /** Of larger bodies, as much is tried first. */
  static final int SAMPLE_BYTES = 8 << 10;

  /** A body shrinks if it becomes shorter by one part in so many: 5 %. */
  private static final int WORTH_ONE_IN = 20;

  /** Larger buffers are not kept. */
  private static final int MOST_KEPT_BYTES = 4 << 20;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Codec codec;
  private final CompressionCounter counter;
  private final Habits habits = new Habits();
  private final Spares<ByteBuffer> scratch = new Spares<>(() -> NONE, spare -> {});

  Packer(Codec codec, CompressionCounter counter) {
    this.codec = codec;
    this.counter = counter;
  }

  /** The frame of a body, whose position stays. */
  ByteBuffer pack(MessageKind kind, String name, ByteBuffer plain) {
    int length = plain.remaining();
    Optional<ByteBuffer> smaller = Optional.empty();
    Way way = Way.SMALL;
    if (length >= SMALL_BYTES) {
      smaller = attempt(habits.of(kind, name), plain);
      way = smaller.isPresent() ? Way.COMPRESSED : Way.INCOMPRESSIBLE;
    }
    ByteBuffer frame = smaller.orElseGet(() -> Frame.write(Frame.Kind.PLAIN, length, plain));
    counter.sent(way, length, frame.remaining());
    return frame;
  }

  private Optional<ByteBuffer> attempt(Habits.Habit habit, ByteBuffer plain) {
    if (habit.skips()) {
      return Optional.empty();
    }
    long startCpuNanos = CompressionCounter.cpuNanos();
    Optional<ByteBuffer> smaller =
        sampleShrinks(plain) ? compressed(plain, plain.remaining()) : Optional.empty();
    counter.compressedSince(startCpuNanos);
    habit.learn(smaller.isPresent());
    return smaller;
  }

  /** Whether the middle of a large body shrinks: its start may be a head of another nature. */
  private boolean sampleShrinks(ByteBuffer plain) {
    int length = plain.remaining();
    if (length <= 2 * SAMPLE_BYTES) {
      return true; // to be tried whole
    }
    int start = plain.position() + (length - SAMPLE_BYTES) / 2;
    return compressed(plain.slice(start, SAMPLE_BYTES), SAMPLE_BYTES).isPresent();
  }

  /** The frame of the body when compressed; empty if that is not worth it. */
  private Optional<ByteBuffer> compressed(ByteBuffer plain, int length) {
    long most = codec.maxCompressedBytes(length);
    if (most > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    ByteBuffer spare = scratch.take();
    ByteBuffer out =
        spare.capacity() >= most ? spare.clear() : ByteBuffer.allocate(Math.toIntExact(most));
    codec.compress(plain.duplicate(), out);
    out.flip();
    Optional<ByteBuffer> frame =
        out.remaining() <= length - length / WORTH_ONE_IN
            ? Optional.of(Frame.write(Frame.Kind.COMPRESSED, length, out))
            : Optional.empty();
    scratch.giveBack(out.capacity() <= MOST_KEPT_BYTES ? out : spare);
    return frame;
  }

  /**
   * The body of a frame: a part of it, or a buffer of its own.
   *
   * @param most no larger body is made
   * @throws RpcException TOO_LARGE or PROTOCOL
   */
  ByteBuffer unpack(ByteBuffer bytes, int most) throws RpcException {
    Frame frame = Frame.read(bytes);
    if (frame.kind() == Frame.Kind.REFUSAL) {
      throw Frame.malformed("it is a refusal; expected a body");
    }
    if (frame.plainLength() > most) {
      throw new RpcException(
          Reason.TOO_LARGE,
          "a body of %d bytes when plain; at most %d are taken"
              .formatted(frame.plainLength(), most));
    }
    return frame.kind() == Frame.Kind.PLAIN ? frame.payload() : decompressed(frame);
  }

  private ByteBuffer decompressed(Frame frame) throws RpcException {
    ByteBuffer plain = ByteBuffer.allocate(frame.plainLength());
    long startCpuNanos = CompressionCounter.cpuNanos();
    try {
      codec.decompress(frame.payload(), plain);
    } catch (CodecException e) {
      throw Frame.malformed("%s: %s".formatted(codec.name(), e.getMessage()));
    } finally {
      counter.decompressedSince(startCpuNanos);
    }
    if (plain.hasRemaining()) {
      throw Frame.malformed(
          "it states %d bytes; %d came".formatted(plain.capacity(), plain.position()));
    }
    return plain.flip();
  }
}
