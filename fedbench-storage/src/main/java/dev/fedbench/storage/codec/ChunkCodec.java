package dev.fedbench.storage.codec;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Encodes chunks of tensors without loss, and decodes them. A chunk is at most {@link #MAX_BYTES}
 * of one tensor, from a multiple of that on; its reference is the same range of another tensor of
 * the same dtype.
 *
 * <p>Not for several threads: each takes a codec of its own, which keeps its buffers (some fourteen
 * chunks; a strategy that is asked for has one or two more) from call to call. All bits come back,
 * NaN payloads and negative zeros among them. Encoding the same bytes with the same choice gives
 * the same bytes, on every machine.
 */
public final class ChunkCodec {

  /**
   * The most that a chunk has: 960 KiB. An array of 1 MiB, with its head, is a little too long for
   * one of the regions that G1 cuts most heaps into, and takes up two.
   */
  public static final int MAX_BYTES = 15 << 16;

  /** Zeros at the end, so that a decoder can load eight bytes wherever bits are. */
  private static final int PADDING = 8;

  /** The most that a chunk could have on its way to be found no smaller than it was. */
  private static final int MOST_ENCODED = 2 * MAX_BYTES + (1 << 16);

  private final Optional<Strategy> forced;
  private final Sink sink = new Sink(MOST_ENCODED);
  private final List<ByteCodec> byteCodecs;
  private final Residuals residuals = new Residuals();
  private final PlaneCoder planes;
  private final DeltaCoder delta;

  /** Made when asked for: most codecs never need them. */
  private final Map<Strategy, Coder> others = new EnumMap<>(Strategy.class);

  /** A codec that picks what it expects to be smallest, chunk by chunk. */
  public ChunkCodec() {
    this(Optional.empty(), List.of());
  }

  /**
   * A codec that encodes by one strategy wherever it applies, to compare strategies; it decodes
   * what any has encoded. Where there is no reference, {@link Strategy#DELTA} and {@link
   * Strategy#XOR} become {@link Strategy#PLANES}; where {@link Strategy#FLOAT32_RAW} does not
   * apply, it becomes {@link Strategy#RAW}. What does not get smaller is {@link Strategy#RAW}, but
   * for {@link Strategy#FLOAT32_RAW}, which never does.
   *
   * @param byteCodecs what {@link Strategy#COMPRESSED} uses: the first to encode, all to decode,
   *     beside the JDK's deflate and Snappy, if it is here
   */
  public ChunkCodec(Optional<Strategy> forced, List<ByteCodec> byteCodecs) {
    this.forced = forced;
    this.byteCodecs = new ArrayList<>(byteCodecs);
    this.byteCodecs.add(new DeflateCodec());
    this.byteCodecs.add(new SnappyByteCodec());
    SymbolEncoder encoder = new SymbolEncoder();
    SymbolDecoder decoder = new SymbolDecoder();
    planes = new PlaneCoder(encoder, decoder);
    delta = new DeltaCoder(encoder, decoder, residuals);
  }

  private Coder coder(Strategy strategy) {
    return switch (strategy) {
      case PLANES -> planes;
      case DELTA -> delta;
      default -> others.computeIfAbsent(strategy, this::other);
    };
  }

  private Coder other(Strategy strategy) {
    return switch (strategy) {
      case XOR -> new XorCoder(planes);
      case FLOAT32_RAW -> new WordCoder(residuals);
      case COMPRESSED -> new CompressedCoder(residuals, byteCodecs);
      default -> throw new IllegalArgumentException(strategy + " has no coder");
    };
  }

  /**
   * Encodes the chunk from position to limit; the positions stay.
   *
   * @param reference of the same length, if there is one
   * @throws IllegalArgumentException if the chunk is larger than {@link #MAX_BYTES}, or the
   *     reference of another length
   */
  public Encoded encode(ByteBuffer chunk, Dtype dtype, Optional<ByteBuffer> reference) {
    check(chunk.remaining(), reference);
    Chunk own = Chunk.of(chunk, dtype, reference);
    Strategy strategy = choose(own);
    sink.clear();
    sink.put(strategy.code());
    if (strategy == Strategy.RAW) {
      return raw(own);
    }
    coder(strategy).write(own, sink);
    int whole = own.count() * own.width();
    sink.put(own.array(), own.from() + whole, own.length() - whole);
    sink.putZeros(PADDING);
    if (sink.size() > own.length() && strategy != Strategy.FLOAT32_RAW) {
      return raw(own);
    }
    boolean usesReference =
        strategy.needsReference() || strategy == Strategy.COMPRESSED && own.reference().isPresent();
    return encoded(strategy, usesReference);
  }

  static void check(int length, Optional<ByteBuffer> reference) {
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a chunk of %d bytes, at most %d".formatted(length, MAX_BYTES));
    }
    if (reference.isPresent() && reference.get().remaining() != length) {
      throw new IllegalArgumentException(
          "a reference of %d bytes for a chunk of %d"
              .formatted(reference.get().remaining(), length));
    }
  }

  private Encoded raw(Chunk own) {
    sink.clear();
    sink.put(Strategy.RAW.code());
    sink.put(own.array(), own.from(), own.length());
    return encoded(Strategy.RAW, false);
  }

  private Encoded encoded(Strategy strategy, boolean usesReference) {
    return new Encoded(strategy, usesReference, ByteBuffer.wrap(sink.array(), 0, sink.size()));
  }

  /** Chooses how to encode a chunk, and plans it. */
  private Strategy choose(Chunk chunk) {
    boolean alone = chunk.reference().isEmpty();
    if (forced.isEmpty() && !alone) {
      double asDelta = delta.plan(chunk);
      double asPlanes = planes.plan(chunk);
      return asDelta <= asPlanes ? Strategy.DELTA : Strategy.PLANES;
    }
    Strategy strategy = forced.orElse(Strategy.PLANES);
    if (strategy == Strategy.FLOAT32_RAW && (alone || chunk.dtype() != Dtype.F32)) {
      strategy = Strategy.RAW;
    } else if (strategy.needsReference() && alone) {
      strategy = Strategy.PLANES;
    }
    if (strategy != Strategy.RAW) {
      coder(strategy).plan(chunk);
    }
    return strategy;
  }

  /**
   * Decodes into a buffer with exactly the chunk's bytes remaining; the positions stay. Total:
   * whatever the encoded bytes are, this fills that range or throws, and needs no more memory than
   * the codec has, and two chunks for each strategy that it meets for the first time. It does not
   * know whether the bytes are those that were encoded: the store's checksum does.
   *
   * @param reference the one that the chunk was encoded against, of the chunk's length; ignored
   *     where the encoded chunk does not use it
   * @throws CorruptChunkException if the bytes are not an encoded chunk of that length and dtype;
   *     what was written until then means nothing
   * @throws IllegalArgumentException if the chunk would be larger than {@link #MAX_BYTES}, or the
   *     reference is of another length
   */
  public void decode(
      ByteBuffer encoded, Dtype dtype, Optional<ByteBuffer> reference, ByteBuffer chunk)
      throws CorruptChunkException {
    check(chunk.remaining(), reference);
    Chunk from = encoded(encoded);
    Chunk to = Chunk.of(chunk, dtype, reference);
    read(from, to);
    if (!chunk.hasArray()) {
      chunk.duplicate().put(to.array());
    }
  }

  /** Near the beginning of an array, so that positions in bits are ints. */
  private static Chunk encoded(ByteBuffer bytes) throws CorruptChunkException {
    if (bytes.remaining() > MOST_ENCODED) {
      throw new CorruptChunkException(
          "%d bytes; no chunk has more than %d".formatted(bytes.remaining(), MOST_ENCODED));
    }
    Chunk chunk = Chunk.of(bytes, Dtype.U8, Optional.empty());
    if (chunk.from() <= MAX_BYTES) {
      return chunk;
    }
    byte[] copy = Arrays.copyOfRange(chunk.array(), chunk.from(), chunk.from() + chunk.length());
    return new Chunk(copy, 0, copy.length, chunk.dtype(), Optional.empty());
  }

  private void read(Chunk from, Chunk to) throws CorruptChunkException {
    Source head = new Source(from.array(), from.from(), from.from() + from.length());
    Strategy strategy = strategy(head.get(), to);
    if (strategy == Strategy.RAW) {
      head.get(to.array(), to.from(), to.length());
      requireEnd(head);
      return;
    }
    int end = from.from() + from.length() - PADDING;
    if (end < head.position() || Bytes.getLong(from.array(), end) != 0) {
      throw new CorruptChunkException("no padding at the end");
    }
    Source body = new Source(from.array(), head.position(), end);
    coder(strategy).read(body, to);
    int whole = to.count() * to.width();
    body.get(to.array(), to.from() + whole, to.length() - whole);
    requireEnd(body);
  }

  private static Strategy strategy(int code, Chunk chunk) throws CorruptChunkException {
    Strategy strategy =
        Strategy.of(code)
            .orElseThrow(() -> new CorruptChunkException("no strategy %d".formatted(code)));
    if (strategy.needsReference() && chunk.reference().isEmpty()) {
      throw new CorruptChunkException(
          "encoded as %s against a reference, and there is none".formatted(strategy));
    }
    if (strategy == Strategy.FLOAT32_RAW && chunk.dtype() != Dtype.F32) {
      throw new CorruptChunkException("%s of %s".formatted(strategy, chunk.dtype()));
    }
    return strategy;
  }

  private static void requireEnd(Source source) throws CorruptChunkException {
    if (source.remaining() != 0) {
      throw new CorruptChunkException(
          "%d bytes more than the chunk has".formatted(source.remaining()));
    }
  }
}
