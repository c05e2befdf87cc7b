package dev.fedbench.storage.pack;

import java.io.IOException;

/** Is shown records one by one. */
@FunctionalInterface
public interface RecordVisitor {
  void visit(ObjectId id, Location location) throws IOException;
}
