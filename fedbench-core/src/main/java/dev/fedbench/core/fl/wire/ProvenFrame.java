package dev.fedbench.core.fl.wire;

import dev.fedbench.fl.TensorLayout;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A quantised update with its proof, on the wire.
 *
 * <pre>
 * "FBP1", salt (32 bytes), bits (u8), scale (u64), number of parts (u32), each behind its length (u32);
 * then a {@link TensorFrame}'s header, and all values as little-endian signed integers of 1, 2 or 4 bytes:
 * the least that bits fit in
 * </pre>
 *
 * @param salt of the update's commitment
 * @param bits of a value, its sign included
 * @param scale what values were multiplied with
 * @param proof a part for each statement
 * @param frame header and values, shared
 */
public record ProvenFrame(byte[] salt, int bits, long scale, Proof proof, ByteBuffer frame) {

  private static final int MAGIC = 0x46425031;

  /** Of any proof system that deserves the name; Groth16's have 256. */
  private static final int MAX_PART_BYTES = 1 << 20;

  /** Whether a submission's payload says that it is one. */
  public static boolean is(ByteBuffer payload) {
    return payload.remaining() >= 4
        && payload.duplicate().order(ByteOrder.BIG_ENDIAN).getInt() == MAGIC;
  }

  /**
   * An update with its proof as a payload.
   *
   * @param header of the update's layout
   */
  public static Payload payload(byte[] salt, Proof proof, byte[] header, QuantizedUpdate update) {
    List<byte[]> parts = proof.parts();
    int fixed = 4 + UpdateContext.SALT_BYTES + 1 + 8 + 4 + 4 * parts.size() + proof.size();
    return new Payload() {
      @Override
      public int size() {
        return Math.addExact(
            fixed + header.length,
            Math.multiplyExact(update.values().length, width(update.bits())));
      }

      @Override
      public void write(ByteBuffer out) {
        out.putInt(MAGIC).put(salt).put((byte) update.bits()).putLong(update.scale());
        out.putInt(parts.size());
        parts.forEach(part -> out.putInt(part.length).put(part));
        out.put(header);
        ByteBuffer values = out.slice().order(ByteOrder.LITTLE_ENDIAN);
        for (int value : update.values()) {
          switch (width(update.bits())) {
            case 1 -> values.put((byte) value);
            case 2 -> values.putShort((short) value);
            default -> values.putInt(value);
          }
        }
        out.position(out.position() + values.position());
      }
    };
  }

  /**
   * Reads all but the values.
   *
   * @param parts how many parts a proof has here: of another number none are read
   */
  public static ProvenFrame decode(ByteBuffer payload, int parts) throws MalformedMessageException {
    Reader in = new Reader(payload);
    if (in.u31("proven update") != MAGIC) {
      throw new MalformedMessageException("proven update: does not start with FBP1");
    }
    byte[] salt = in.bytes(UpdateContext.SALT_BYTES, "salt");
    int bits = in.u8("bits");
    long scale = in.u63("scale");
    int count = in.u31("parts of the proof");
    if (count != parts) {
      throw new MalformedMessageException(
          "a proof of %d parts; expected %d".formatted(count, parts));
    }
    List<byte[]> read = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = in.u31("part of the proof");
      if (length > MAX_PART_BYTES) {
        throw new MalformedMessageException(
            "part of the proof: %d bytes; expected at most %d".formatted(length, MAX_PART_BYTES));
      }
      read.add(in.bytes(length, "part of the proof"));
    }
    return new ProvenFrame(salt, bits, scale, new Proof(read), in.rest());
  }

  /**
   * The values of a frame that has just that header.
   *
   * @return empty if the frame's header is another, or its length wrong
   * @throws MalformedMessageException if a value needs more bits
   */
  public Optional<QuantizedUpdate> values(byte[] header, TensorLayout layout)
      throws MalformedMessageException {
    long expected = header.length + (long) layout.size() * width(bits);
    boolean same =
        frame.remaining() == expected
            && frame.slice().limit(header.length).equals(ByteBuffer.wrap(header));
    if (!same) {
      return Optional.empty();
    }
    ByteBuffer in = frame.slice().position(header.length).slice().order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[layout.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (width(bits)) {
            case 1 -> in.get();
            case 2 -> in.getShort();
            default -> in.getInt();
          };
    }
    return Optional.of(Reader.total(() -> new QuantizedUpdate(values, bits, scale)));
  }

  private static int width(int bits) {
    return bits <= 8 ? 1 : bits <= 16 ? 2 : 4;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProvenFrame that
        && Arrays.equals(salt, that.salt)
        && bits == that.bits
        && scale == that.scale
        && proof.equals(that.proof)
        && frame.equals(that.frame);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  /** Without the salt. */
  @Override
  public String toString() {
    return "ProvenFrame[%d bits, scale %d, %s]".formatted(bits, scale, proof);
  }
}
