package dev.fedbench.storage.version;

import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.RecordKind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Ids: SHA-256 of the kind's code and the content, so that what is one kind never has the id of
 * another. The content of a chunk is its raw bytes; of all else, the payload of its record.
 */
final class Identity {

  private Identity() {}

  static ObjectId of(RecordKind kind, byte[] bytes, int offset, int length) {
    MessageDigest digest = ObjectId.sha256();
    digest.update((byte) kind.code());
    digest.update(bytes, offset, length);
    return ObjectId.read(ByteBuffer.wrap(digest.digest()));
  }

  static ObjectId of(RecordKind kind, byte[] bytes) {
    return of(kind, bytes, 0, bytes.length);
  }
}
