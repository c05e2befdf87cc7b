package dev.fedbench.storage.version;

import dev.fedbench.storage.Commit;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.TensorMatch;
import dev.fedbench.storage.TensorQuery;
import dev.fedbench.storage.pack.ObjectId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Looks for tensors in commits. */
final class Search {

  private Search() {}

  static List<TensorMatch> run(
      TensorQuery query, List<Commit> commits, ObjectReader objects, int limit) throws IOException {
    List<TensorMatch> found = new ArrayList<>();
    Predicate<TensorInfo> wanted = wanted(query);
    for (Commit commit : commits) {
      CheckpointRecord checkpoint = objects.checkpoint(ObjectId.fromHex(commit.checkpoint()));
      if (described(query.metadata(), commit, checkpoint)) {
        for (Entry entry : objects.entries(checkpoint)) {
          if (found.size() == limit) {
            return found;
          }
          if (wanted.test(entry.tensor())) {
            found.add(new TensorMatch(commit, entry.tensor(), entry.id().hex()));
          }
        }
      }
    }
    return found;
  }

  private static boolean described(
      Map<String, String> metadata, Commit commit, CheckpointRecord checkpoint) {
    return metadata.entrySet().stream()
        .allMatch(
            entry ->
                entry.getValue().equals(commit.metadata().get(entry.getKey()))
                    || entry.getValue().equals(checkpoint.metadata().get(entry.getKey())));
  }

  private static Predicate<TensorInfo> wanted(TensorQuery query) {
    Predicate<TensorInfo> wanted = tensor -> true;
    if (query.name().isPresent()) {
      Glob glob = new Glob(query.name().get());
      wanted = wanted.and(tensor -> glob.matches(tensor.name()));
    }
    if (query.dtype().isPresent()) {
      wanted = wanted.and(tensor -> tensor.dtype() == query.dtype().get());
    }
    if (query.shape().isPresent()) {
      wanted = wanted.and(tensor -> tensor.shape().equals(query.shape().get()));
    }
    return wanted;
  }
}
