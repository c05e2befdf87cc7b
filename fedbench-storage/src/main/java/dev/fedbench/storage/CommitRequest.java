package dev.fedbench.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be committed, and where.
 *
 * @param source the checkpoint
 * @param message what people are to know; at most 65,536 characters
 * @param branch which moves to the new commit, and whose tip is its first parent; made if it is not
 *     there
 * @param from revisions that are parents, too: where a new branch starts, or what is merged
 * @param metadata what programs are to know
 */
public record CommitRequest(
    CheckpointSource source,
    String message,
    String branch,
    List<String> from,
    Map<String, String> metadata) {

  /** The branch that is meant where none is named. */
  public static final String MAIN = "main";

  public CommitRequest {
    from = List.copyOf(from);
    metadata = Map.copyOf(metadata);
  }

  /** A commit to the branch {@value #MAIN}. */
  public static CommitRequest of(CheckpointSource source, String message) {
    return new CommitRequest(source, message, MAIN, List.of(), Map.of());
  }

  /** To that branch. */
  public CommitRequest onto(String name) {
    return new CommitRequest(source, message, name, from, metadata);
  }

  /** With a parent more. */
  public CommitRequest from(String revision) {
    List<String> more = new ArrayList<>(from);
    more.add(revision);
    return new CommitRequest(source, message, branch, more, metadata);
  }

  /** With an entry of metadata more. */
  public CommitRequest with(String key, String value) {
    Map<String, String> more = new TreeMap<>(metadata);
    more.put(key, value);
    return new CommitRequest(source, message, branch, from, more);
  }
}
