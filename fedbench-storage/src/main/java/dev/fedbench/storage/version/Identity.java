package dev.fedbench.storage.version;

import dev.fedbench.storage.hash.Columns;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.RecordKind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Ids: SHA-256 of the kind's code and the content, so that what is one kind never has the id of
 * another. The content is the payload of the record.
 *
 * <p>The content of a chunk is its length, the digests of its columns if it is not small, and those
 * of its bytes that are in no column. The length says what follows where: chunks with the same
 * content have the same bytes, or two of their columns are a collision of SHA-256.
 */
final class Identity {

  /** What has fewer bytes has no columns: they would cost more than they gain. */
  private static final int WITH_COLUMNS = 16 * Columns.STRIPE;

  private Identity() {}

  static ObjectId of(RecordKind kind, byte[] bytes, int offset, int length) {
    MessageDigest digest = ObjectId.sha256();
    digest.update((byte) kind.code());
    int inColumns = kind == RecordKind.CHUNK ? chunk(digest, bytes, offset, length) : 0;
    digest.update(bytes, offset + inColumns, length - inColumns);
    return ObjectId.read(ByteBuffer.wrap(digest.digest()));
  }

  /** Says how many of the bytes are in columns. */
  private static int chunk(MessageDigest digest, byte[] bytes, int offset, int length) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    if (length < WITH_COLUMNS) {
      return 0;
    }
    int stripes = length / Columns.STRIPE;
    digest.update(Columns.digests(bytes, offset, stripes));
    return stripes * Columns.STRIPE;
  }

  static ObjectId of(RecordKind kind, byte[] bytes) {
    return of(kind, bytes, 0, bytes.length);
  }
}
