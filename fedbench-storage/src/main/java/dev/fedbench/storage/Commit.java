package dev.fedbench.storage;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checkpoint in a history. Ids are SHA-256 in 64 hexadecimal digits.
 *
 * @param id of the commit: the hash of all that follows
 * @param checkpoint id of the checkpoint: the same for the same tensors, metadata and attachments
 * @param parents ids of the commits before it; two or more if it merges
 * @param time when it was committed
 * @param message what people are to know
 * @param metadata what programs are to know
 */
public record Commit(
    String id,
    String checkpoint,
    List<String> parents,
    Instant time,
    String message,
    Map<String, String> metadata) {

  public Commit {
    parents = List.copyOf(parents);
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }
}
