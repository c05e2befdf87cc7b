package dev.fedbench.storage.version;

import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor in a checkpoint.
 *
 * @param tensor name, dtype and shape
 * @param id of the tensor
 */
record Entry(TensorInfo tensor, ObjectId id) {

  /** A page is full once it has so many bytes; the largest entry still fits into its record. */
  static final int PAGE = 1 << 20;

  /** Length of the name, id, dtype and rank. */
  private static final int LEAST = Integer.BYTES + ObjectId.BYTES + 2;

  private static final int MAX_NAME_BYTES = 4 * TensorInfo.MAX_NAME;

  /** As many entries of a list as fill a page, from an index on; returns the index after them. */
  static int writePage(List<Entry> entries, int from, FieldWriter out) {
    FieldWriter body = new FieldWriter();
    int next = from;
    while (next < entries.size() && body.length() < PAGE) {
      Entry entry = entries.get(next++);
      body.text(entry.tensor.name()).id(entry.id).layout(entry.tensor);
    }
    out.i32(next - from).raw(body);
    return next;
  }

  static List<Entry> readPage(FieldReader in) throws FieldReader.MalformedException {
    int count = in.count(Integer.MAX_VALUE, LEAST);
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = in.text(MAX_NAME_BYTES);
      ObjectId id = in.id();
      entries.add(new Entry(in.layout(name), id));
    }
    in.end();
    return entries;
  }
}
