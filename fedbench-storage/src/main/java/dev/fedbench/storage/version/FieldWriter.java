package dev.fedbench.storage.version;

import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes the fields of a record, big-endian. */
final class FieldWriter {

  private byte[] bytes = new byte[256];
  private int length;

  private ByteBuffer room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
    ByteBuffer room = ByteBuffer.wrap(bytes, length, count);
    length += count;
    return room;
  }

  FieldWriter u8(int value) {
    room(1).put((byte) value);
    return this;
  }

  FieldWriter i32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  FieldWriter i64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  FieldWriter id(ObjectId id) {
    id.write(room(ObjectId.BYTES));
    return this;
  }

  /**
   * @throws IllegalArgumentException if UTF-8 has no bytes for it, and it would come back otherwise
   */
  FieldWriter text(String text) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      i32(utf8.remaining());
      room(utf8.remaining()).put(utf8);
      return this;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "a text of %d characters has half a surrogate pair".formatted(text.length()), e);
    }
  }

  /** Entries in the order of their keys, so that equal maps are equal bytes. */
  FieldWriter map(Map<String, String> map) {
    i32(map.size());
    new TreeMap<>(map).forEach((key, value) -> text(key).text(value));
    return this;
  }

  FieldWriter layout(TensorInfo tensor) {
    u8(DtypeCode.of(tensor.dtype())).u8(tensor.shape().size());
    tensor.shape().forEach(this::i64);
    return this;
  }

  FieldWriter raw(FieldWriter other) {
    room(other.length).put(other.bytes, 0, other.length);
    return this;
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
