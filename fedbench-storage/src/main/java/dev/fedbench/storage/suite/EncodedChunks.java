package dev.fedbench.storage.suite;

import dev.fedbench.storage.codec.Encoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Encoded chunks, one behind the other: a codec's own memory has but the last one. */
final class EncodedChunks {

  private final ByteBuffer bytes;
  private final List<Integer> ends = new ArrayList<>();

  /** With room for so many bytes. */
  EncodedChunks(int room) {
    bytes = ByteBuffer.allocate(room);
  }

  void clear() {
    bytes.clear();
    ends.clear();
  }

  void add(Encoded encoded) {
    bytes.put(encoded.bytes());
    ends.add(bytes.position());
  }

  ByteBuffer get(int chunk) {
    int from = chunk == 0 ? 0 : ends.get(chunk - 1);
    return bytes.duplicate().limit(ends.get(chunk)).position(from).slice();
  }
}
