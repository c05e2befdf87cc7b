package dev.fedbench.core.fl.wire;

import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tensors on the wire: a small header, then the values as raw little-endian float32.
 *
 * <pre>
 * header: "FBT1", u16 number of tensors; for each: u16 length and UTF-8 name, u8 rank, u32 dimensions;
 *         zero bytes up to a multiple of 4 from the frame's start
 * values: all tensors' values in order
 * </pre>
 *
 * <p>Header numbers are big-endian like every other message's.
 */
public final class TensorFrame {

  private static final int MAGIC = 0x46425431;
  private static final int MAX_NAME_BYTES = 4 * TensorSpec.MAX_NAME;

  private TensorFrame() {}

  /** A layout's header. */
  public static byte[] header(TensorLayout layout) {
    int size = 6;
    List<byte[]> names = new ArrayList<>();
    for (TensorSpec spec : layout.specs()) {
      byte[] name = spec.name().getBytes(StandardCharsets.UTF_8);
      names.add(name);
      size += 3 + name.length + 4 * spec.shape().size();
    }
    ByteBuffer out = ByteBuffer.allocate((size + 3) & ~3);
    out.putInt(MAGIC).putShort((short) names.size());
    for (int i = 0; i < names.size(); i++) {
      out.putShort((short) names.get(i).length).put(names.get(i));
      List<Integer> shape = layout.specs().get(i).shape();
      out.put((byte) shape.size());
      shape.forEach(out::putInt);
    }
    return out.array();
  }

  /** Bytes of a frame of that layout. */
  public static int size(byte[] header, TensorLayout layout) {
    return header.length + layout.size() * Float.BYTES;
  }

  /** Tensors as a submission's payload. */
  public static Payload payload(byte[] header, Tensors tensors) {
    return new Payload() {
      @Override
      public int size() {
        return TensorFrame.size(header, tensors.layout());
      }

      @Override
      public void write(ByteBuffer out) {
        TensorFrame.write(out, header, tensors);
      }
    };
  }

  /** Writes a frame at the buffer's position. */
  public static void write(ByteBuffer out, byte[] header, Tensors tensors) {
    out.put(header);
    ByteBuffer values = out.slice().order(ByteOrder.LITTLE_ENDIAN);
    values.asFloatBuffer().put(tensors.values());
    out.position(out.position() + tensors.values().length * Float.BYTES);
  }

  /**
   * The values of a frame that has just that header, shared with the frame.
   *
   * @return empty if the frame's header is another, or its length wrong
   */
  public static Optional<FloatBuffer> values(ByteBuffer frame, byte[] header, int count) {
    if (frame.remaining() != header.length + (long) count * Float.BYTES) {
      return Optional.empty();
    }
    ByteBuffer start = frame.slice().limit(header.length);
    if (!start.equals(ByteBuffer.wrap(header))) {
      return Optional.empty();
    }
    ByteBuffer values = frame.duplicate().position(frame.position() + header.length);
    return Optional.of(values.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
  }

  /**
   * Reads the layout at the start of a frame, and checks that the frame's length is the layout's.
   */
  public static TensorLayout layout(ByteBuffer frame) throws MalformedMessageException {
    return Reader.total(
        () -> {
          Reader in = new Reader(frame.slice());
          if (in.u31("tensor frame") != MAGIC) {
            throw new MalformedMessageException("tensor frame: does not start with FBT1");
          }
          int count = in.u16("number of tensors");
          if (count > TensorLayout.MAX_TENSORS) {
            throw new MalformedMessageException("number of tensors: " + count);
          }
          List<TensorSpec> specs = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            specs.add(spec(in));
          }
          while (in.position() % 4 != 0) {
            if (in.u8("padding") != 0) {
              throw new MalformedMessageException("padding: not zero");
            }
          }
          TensorLayout layout = new TensorLayout(specs);
          long expected = in.position() + (long) layout.size() * Float.BYTES;
          if (frame.remaining() != expected) {
            throw new MalformedMessageException(
                "tensor frame: %d bytes; its header asks for %d"
                    .formatted(frame.remaining(), expected));
          }
          return layout;
        });
  }

  /** Reads a whole frame into tensors of its own. */
  public static Tensors read(ByteBuffer frame) throws MalformedMessageException {
    TensorLayout layout = layout(frame);
    float[] values = new float[layout.size()];
    ByteBuffer data =
        frame.duplicate().position(frame.limit() - values.length * Float.BYTES).slice();
    data.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new Tensors(layout, values);
  }

  private static TensorSpec spec(Reader in) throws MalformedMessageException {
    String name = in.text(MAX_NAME_BYTES, "tensor name");
    int rank = in.u8("rank");
    if (rank > TensorSpec.MAX_RANK) {
      throw new MalformedMessageException("rank: " + rank);
    }
    List<Integer> shape = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      shape.add(in.u31("dimension"));
    }
    return new TensorSpec(name, shape);
  }
}
