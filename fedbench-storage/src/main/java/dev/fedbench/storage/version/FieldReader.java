package dev.fedbench.storage.version;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the fields of a record; every count is checked against the bytes that are left. */
final class FieldReader {

  /** What a record holds is not what it should be. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  private final ByteBuffer bytes;

  FieldReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  private ByteBuffer take(int count) throws MalformedException {
    if (bytes.remaining() < count) {
      throw new MalformedException("ends %d bytes too early".formatted(count - bytes.remaining()));
    }
    return bytes;
  }

  int u8() throws MalformedException {
    return take(1).get() & 0xff;
  }

  int i32() throws MalformedException {
    return take(Integer.BYTES).getInt();
  }

  long i64() throws MalformedException {
    return take(Long.BYTES).getLong();
  }

  ObjectId id() throws MalformedException {
    return ObjectId.read(take(ObjectId.BYTES));
  }

  /** How many things follow, each of at least so many bytes. */
  int count(int most, int leastBytesEach) throws MalformedException {
    int count = i32();
    if (count < 0 || count > most || (long) count * leastBytesEach > bytes.remaining()) {
      throw new MalformedException(
          "says that %d parts follow; expected 0 to %d, in %d bytes"
              .formatted(count, most, bytes.remaining()));
    }
    return count;
  }

  String text(int mostBytes) throws MalformedException {
    int length = count(mostBytes, 1);
    ByteBuffer utf8 = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("holds text that is not UTF-8");
    }
  }

  Map<String, String> map(int mostBytes) throws MalformedException {
    int count = count(mostBytes, 2 * Integer.BYTES);
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      map.put(text(mostBytes), text(mostBytes));
    }
    return map;
  }

  TensorInfo layout(String name) throws MalformedException {
    int code = u8();
    Dtype dtype =
        DtypeCode.dtype(code).orElseThrow(() -> new MalformedException("has dtype " + code));
    int rank = u8();
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      shape.add(i64());
    }
    try {
      return new TensorInfo(name, dtype, shape);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("holds no tensor: " + e.getMessage());
    }
  }

  void end() throws MalformedException {
    if (bytes.hasRemaining()) {
      throw new MalformedException("has %d bytes too many".formatted(bytes.remaining()));
    }
  }
}
