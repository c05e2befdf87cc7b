package dev.fedbench.examples.cli;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.npz.NpzFile;
import dev.fedbench.storage.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fedbench store commit}. */
@Command(
    name = "commit",
    description = "Commits a checkpoint, durably, and prints the commit's id.",
    mixinStandardHelpOptions = true)
final class StoreCommitCommand extends StoreAction {

  @Parameters(paramLabel = "DIR", index = "0", description = "The store.")
  private Path directory;

  @Parameters(paramLabel = "FILE", index = "1", description = "A safetensors file, or .npz.")
  private Path file;

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
    try (WeightStore store = WeightStore.open(directory)) {
      if (CheckpointFile.isNpz(file)) {
        try (NpzFile source = NpzFile.open(file)) {
          out.println(commit(store, source));
        }
      } else {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
          out.println(commit(store, source));
        }
      }
    }
    return ExitCode.PASS;
  }

  private String commit(WeightStore store, CheckpointSource source) throws IOException {
    CommitRequest request = CommitRequest.of(source, message).onto(branch);
    for (String revision : from) {
      request = request.from(revision);
    }
    return store.commit(request).id();
  }
}
