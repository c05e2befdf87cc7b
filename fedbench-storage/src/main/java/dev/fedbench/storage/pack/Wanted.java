package dev.fedbench.storage.pack;

/** Says which records stay. */
@FunctionalInterface
public interface Wanted {
  boolean wants(ObjectId id, Location at);
}
