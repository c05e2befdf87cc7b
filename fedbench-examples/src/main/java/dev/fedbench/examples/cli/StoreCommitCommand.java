package dev.fedbench.examples.cli;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fedbench store commit}. */
@Command(
    name = "commit",
    description = "Commits checkpoints, durably, and prints the commits' ids.",
    mixinStandardHelpOptions = true)
final class StoreCommitCommand extends ConfiguredStoreAction {

  @Parameters(paramLabel = "DIR", index = "0", description = "The store.")
  private Path directory;

  @Parameters(
      paramLabel = "FILE",
      index = "1..*",
      arity = "1..*",
      description = {
        "A safetensors file, or .npz. Of several, each is a commit: all of them are there in the end,",
        "or none (with a batch_size in --config: of each batch)."
      })
  private List<Path> files = List.of();

  @Option(
      names = {"-m", "--message"},
      required = true,
      paramLabel = "MSG",
      description = "What people are to know.")
  private String message;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "The branch that moves; made if it is not there (default: ${DEFAULT-VALUE}).")
  private String branch = CommitRequest.MAIN;

  @Option(
      names = "--from",
      paramLabel = "REV",
      description = "A further parent: where a new branch starts, or what is merged.")
  private List<String> from = List.of();

  @Override
  int run(PrintWriter out) throws IOException {
    try (CheckpointFiles checkpoints = CheckpointFiles.open(files);
        WeightStore store = writer(directory)) {
      List<CommitRequest> requests = new ArrayList<>();
      for (CheckpointSource source : checkpoints.sources()) {
        CommitRequest request = CommitRequest.of(source, message).onto(branch);
        requests.add(requests.isEmpty() ? withParents(request) : request);
      }
      store.commitAll(requests).forEach(commit -> out.println(commit.id()));
    }
    return ExitCode.PASS;
  }

  /** Of the first commit; those that follow are children of that. */
  private CommitRequest withParents(CommitRequest first) {
    CommitRequest request = first;
    for (String revision : from) {
      request = request.from(revision);
    }
    return request;
  }
}
