package dev.fedbench.storage.version;

import dev.fedbench.storage.Commit;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.pack.ObjectId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A commit as a record. */
record CommitRecord(
    ObjectId checkpoint,
    List<ObjectId> parents,
    Instant time,
    String message,
    Map<String, String> metadata) {

  static final int MAX_PARENTS = 16;
  private static final int MAX_MESSAGE = 1 << 16;

  /** UTF-8 bytes of a message of that many characters. */
  private static final int MAX_MESSAGE_BYTES = 3 * MAX_MESSAGE;

  private static final int MAX_METADATA = 1 << 18;

  CommitRecord {
    parents = List.copyOf(parents);
    metadata = Map.copyOf(metadata);
  }

  /** Refuses what would not fit into a record. */
  static void requireSmall(CommitRequest request) throws StoreException {
    int metadata = new FieldWriter().map(request.metadata()).length();
    if (request.message().length() > MAX_MESSAGE
        || metadata > MAX_METADATA
        || request.from().size() >= MAX_PARENTS) {
      throw new StoreException(
          "a commit with a message of %d characters, metadata of %d bytes, from %d revisions; expected at most %d, %d and %d"
              .formatted(
                  request.message().length(),
                  metadata,
                  request.from().size(),
                  MAX_MESSAGE,
                  MAX_METADATA,
                  MAX_PARENTS - 1));
    }
  }

  byte[] toBytes() {
    FieldWriter out = new FieldWriter().id(checkpoint).u8(parents.size());
    parents.forEach(out::id);
    out.i64(time.getEpochSecond()).i32(time.getNano());
    return out.text(message).map(metadata).toBytes();
  }

  static CommitRecord read(FieldReader in) throws FieldReader.MalformedException {
    ObjectId checkpoint = in.id();
    int count = in.u8();
    List<ObjectId> parents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parents.add(in.id());
    }
    Instant time;
    try {
      time = Instant.ofEpochSecond(in.i64(), in.i32());
    } catch (DateTimeException | ArithmeticException e) {
      throw new FieldReader.MalformedException("has no time: " + e.getMessage());
    }
    String message = in.text(MAX_MESSAGE_BYTES);
    Map<String, String> metadata = in.map(MAX_METADATA);
    in.end();
    return new CommitRecord(checkpoint, parents, time, message, metadata);
  }

  Commit commit(ObjectId id) {
    return new Commit(
        id.hex(),
        checkpoint.hex(),
        parents.stream().map(ObjectId::hex).toList(),
        time,
        message,
        metadata);
  }
}
