package dev.fedbench.storage.version;

import dev.fedbench.storage.Commit;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.PackStore;
import dev.fedbench.storage.pack.RecordKind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Revisions and what they go back to, under certain refs. */
final class History {

  /** Finds the ids of commits by how they start. */
  @FunctionalInterface
  interface Prefixes {
    List<ObjectId> commits(String hex) throws IOException;
  }

  private static final Pattern REVISION = Pattern.compile("([^~]+)(?:~([0-9]{1,9}))?");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{6,64}");

  private final ObjectReader objects;
  private final Map<String, ObjectId> refs;
  private final Prefixes prefixes;

  History(ObjectReader objects, Map<String, ObjectId> refs, Prefixes prefixes) {
    this.objects = objects;
    this.refs = refs;
    this.prefixes = prefixes;
  }

  /** The commit that a revision means. */
  ObjectId resolve(String revision) throws IOException {
    Matcher parts = REVISION.matcher(revision);
    if (!parts.matches()) {
      throw unknown(revision);
    }
    ObjectId id = named(parts.group(1)).orElseThrow(() -> unknown(revision));
    int steps = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
    for (int i = 0; i < steps; i++) {
      List<ObjectId> parents = objects.commit(id).parents();
      if (parents.isEmpty()) {
        throw new StoreException(
            "'%s' goes back further than the first commit; expected at most ~%d"
                .formatted(revision, i));
      }
      id = parents.get(0);
    }
    return id;
  }

  private Optional<ObjectId> named(String name) throws IOException {
    for (RefName kind : RefName.values()) {
      Optional<String> found = Optional.ofNullable(kind.among(refs).get(name));
      if (found.isPresent()) {
        return found.map(ObjectId::fromHex);
      }
    }
    if (!ID.matcher(name).matches()) {
      return Optional.empty();
    }
    List<ObjectId> found = prefixes.commits(name);
    if (found.size() > 1) {
      throw new StoreException(
          "'%s' is how the ids of %d commits start; give more digits"
              .formatted(name, found.size()));
    }
    return found.stream().findFirst();
  }

  private StoreException unknown(String revision) {
    return new StoreException(
        "there is no revision '%s'; branches: %s; tags: %s; or give an id, or 6 digits of it at least"
            .formatted(
                revision, RefName.BRANCH.among(refs).keySet(), RefName.TAG.among(refs).keySet()));
  }

  Commit commit(ObjectId id) throws IOException {
    return objects.commit(id).commit(id);
  }

  /** All commits that the given ones go back to, these too, each before its parents. */
  List<Commit> log(Collection<ObjectId> tips) throws IOException {
    Map<ObjectId, CommitRecord> reached = reach(tips);
    Map<ObjectId, Integer> children = new HashMap<>();
    reached
        .values()
        .forEach(c -> c.parents().forEach(parent -> children.merge(parent, 1, Integer::sum)));
    PriorityQueue<ObjectId> ready =
        new PriorityQueue<>(
            Comparator.<ObjectId, Instant>comparing(id -> reached.get(id).time())
                .reversed()
                .thenComparing(ObjectId::hex));
    reached.keySet().stream().filter(id -> !children.containsKey(id)).forEach(ready::add);
    List<Commit> log = new ArrayList<>();
    while (!ready.isEmpty()) {
      ObjectId id = ready.remove();
      log.add(reached.get(id).commit(id));
      for (ObjectId parent : reached.get(id).parents()) {
        if (children.merge(parent, -1, Integer::sum) == 0) {
          ready.add(parent);
        }
      }
    }
    return log;
  }

  private Map<ObjectId, CommitRecord> reach(Collection<ObjectId> tips) throws IOException {
    Map<ObjectId, CommitRecord> reached = new LinkedHashMap<>();
    Deque<ObjectId> open = new ArrayDeque<>(tips);
    while (!open.isEmpty()) {
      ObjectId id = open.remove();
      if (!reached.containsKey(id)) {
        CommitRecord commit = objects.commit(id);
        reached.put(id, commit);
        open.addAll(commit.parents());
      }
    }
    return reached;
  }

  /** A look for ids of commits in all records. */
  static Prefixes among(PackStore store) {
    return hex ->
        hex.length() == ObjectId.DIGITS
            ? store
                .find(ObjectId.fromHex(hex))
                .filter(at -> at.kind() == RecordKind.COMMIT)
                .map(at -> List.of(ObjectId.fromHex(hex)))
                .orElse(List.of())
            : store.startingWith(hex, RecordKind.COMMIT);
  }
}
