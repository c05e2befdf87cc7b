package dev.fedbench.storage.version;

import dev.fedbench.storage.hash.Parts;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.RecordKind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Ids: SHA-256 of the kind's code and the content, so that what is one kind never has the id of
 * another. The content is the payload of the record.
 *
 * <p>The content of a chunk is its length, the digests of its parts if it is not small, and those
 * of its bytes that are in no part. The length says what follows where: chunks with the same
 * content have the same bytes, or two of their parts are a collision of SHA-256.
 */
final class Identity {

  /** What has fewer bytes has no parts: there are too few of them to gain anything. */
  private static final int WITH_PARTS = 16 * Parts.BYTES;

  private Identity() {}

  static ObjectId of(RecordKind kind, byte[] bytes, int offset, int length) {
    MessageDigest digest = ObjectId.sha256();
    digest.update((byte) kind.code());
    int inParts = kind == RecordKind.CHUNK ? chunk(digest, bytes, offset, length) : 0;
    digest.update(bytes, offset + inParts, length - inParts);
    return ObjectId.read(ByteBuffer.wrap(digest.digest()));
  }

  /** Says how many of the bytes are in parts. */
  private static int chunk(MessageDigest digest, byte[] bytes, int offset, int length) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    if (length < WITH_PARTS) {
      return 0;
    }
    int parts = length / Parts.BYTES;
    digest.update(Parts.digests(bytes, offset, parts));
    return parts * Parts.BYTES;
  }

  static ObjectId of(RecordKind kind, byte[] bytes) {
    return of(kind, bytes, 0, bytes.length);
  }
}
