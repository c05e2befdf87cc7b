package dev.fedbench.storage.version;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.pack.ObjectId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a checkpoint is made of.
 *
 * @param tensors how many it has
 * @param bytes of all of them
 * @param metadata of the checkpoint
 * @param attachments tensors of bytes that are not among its tensors, by name
 * @param pages records of its entries, in order
 */
record CheckpointRecord(
    int tensors,
    long bytes,
    Map<String, String> metadata,
    Map<String, ObjectId> attachments,
    List<ObjectId> pages) {

  private static final int MAX_METADATA = 2 << 20;
  private static final int MAX_ATTACHMENTS = 16;

  /** UTF-8 bytes. */
  private static final int MAX_ATTACHMENT_NAME = 256;

  CheckpointRecord {
    metadata = Map.copyOf(metadata);
    attachments = Map.copyOf(attachments);
    pages = List.copyOf(pages);
  }

  /** Refuses what would not fit into a record. */
  static void requireSmall(CheckpointSource source, Map<String, byte[]> attachments)
      throws StoreException {
    int metadata = new FieldWriter().map(source.metadata()).length();
    if (metadata > MAX_METADATA) {
      throw new StoreException(
          "the checkpoint's metadata has %d bytes; expected at most %d: keep what is large in a tensor"
              .formatted(metadata, MAX_METADATA));
    }
    boolean named =
        attachments.keySet().stream()
            .allMatch(name -> new FieldWriter().text(name).length() <= MAX_ATTACHMENT_NAME);
    if (attachments.size() > MAX_ATTACHMENTS || !named) {
      throw new StoreException(
          "%d attachments; expected at most %d, with names of at most %d bytes"
              .formatted(attachments.size(), MAX_ATTACHMENTS, MAX_ATTACHMENT_NAME));
    }
  }

  byte[] toBytes() {
    FieldWriter out = new FieldWriter().i32(tensors).i64(bytes).map(metadata);
    out.i32(attachments.size());
    new TreeMap<>(attachments).forEach((name, id) -> out.text(name).id(id));
    out.i32(pages.size());
    pages.forEach(out::id);
    return out.toBytes();
  }

  static CheckpointRecord read(FieldReader in) throws FieldReader.MalformedException {
    int tensors = in.i32();
    if (tensors < 0 || tensors > CheckpointSource.MAX_TENSORS) {
      throw new FieldReader.MalformedException("has %d tensors".formatted(tensors));
    }
    long bytes = in.i64();
    Map<String, String> metadata = in.map(MAX_METADATA);
    Map<String, ObjectId> attachments = new LinkedHashMap<>();
    int count = in.count(MAX_ATTACHMENTS, Integer.BYTES + ObjectId.BYTES);
    for (int i = 0; i < count; i++) {
      attachments.put(in.text(MAX_ATTACHMENT_NAME), in.id());
    }
    int pageCount = in.count(Integer.MAX_VALUE, ObjectId.BYTES);
    List<ObjectId> pages = new ArrayList<>(pageCount);
    for (int i = 0; i < pageCount; i++) {
      pages.add(in.id());
    }
    in.end();
    return new CheckpointRecord(tensors, bytes, metadata, attachments, pages);
  }
}
