package dev.fedbench.examples.cli;

import dev.fedbench.storage.Commit;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fedbench store log}. */
@Command(
    name = "log",
    description = "The commits that a revision goes back to, newest first.",
    mixinStandardHelpOptions = true)
final class StoreLogCommand extends StoreAction {

  @Parameters(paramLabel = "DIR", index = "0", description = "The store.")
  private Path directory;

  @Parameters(
      paramLabel = "REV",
      index = "1",
      arity = "0..1",
      description = "Where to begin (default: all branches, if there is no branch main).")
  private Optional<String> revision = Optional.empty();

  @Option(names = "--json", description = "A JSON array.")
  private boolean json;

  @Override
  int run(PrintWriter out) throws IOException {
    try (WeightStore store = reader(directory)) {
      List<Commit> commits = commits(store);
      if (json) {
        out.println(json(commits.stream().map(StoreLogCommand::map).toList()));
      } else {
        for (Commit commit : commits) {
          out.printf("%s  %s  %s%n", commit.id(), commit.time(), line(commit.message()));
        }
      }
    }
    return ExitCode.PASS;
  }

  /** The first line, without what would move a terminal's cursor. */
  private static String line(String message) {
    return message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
  }

  private List<Commit> commits(WeightStore store) throws IOException {
    if (revision.isPresent()) {
      return store.log(revision.get());
    }
    SortedMap<String, String> branches = store.branches();
    if (branches.containsKey(CommitRequest.MAIN)) {
      return store.log(CommitRequest.MAIN);
    }
    Map<String, Commit> all = new LinkedHashMap<>();
    for (String branch : branches.keySet()) {
      store.log(branch).forEach(commit -> all.putIfAbsent(commit.id(), commit));
    }
    return List.copyOf(all.values());
  }

  private static Map<String, Object> map(Commit commit) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", commit.id());
    map.put("parents", commit.parents());
    map.put("time", commit.time().toString());
    map.put("message", commit.message());
    map.put("metadata", commit.metadata());
    map.put("checkpoint", commit.checkpoint());
    return map;
  }
}
