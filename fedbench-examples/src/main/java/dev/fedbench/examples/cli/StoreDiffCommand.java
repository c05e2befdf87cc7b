package dev.fedbench.examples.cli;

import dev.fedbench.storage.Difference;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fedbench store diff}. */
@Command(
    name = "diff",
    description = "How the tensors of a revision differ from those of an earlier one.",
    mixinStandardHelpOptions = true)
final class StoreDiffCommand extends StoreAction {

  @Parameters(paramLabel = "DIR", index = "0", description = "The store.")
  private Path directory;

  @Parameters(paramLabel = "EARLIER", index = "1", description = "A revision.")
  private String earlier;

  @Parameters(paramLabel = "LATER", index = "2", description = "Another.")
  private String later;

  @Override
  int run(PrintWriter out) throws IOException {
    try (WeightStore store = reader(directory)) {
      Difference difference = store.diff(earlier, later);
      difference.added().forEach(tensor -> out.println("+ " + tensor));
      difference.removed().forEach(tensor -> out.println("- " + tensor));
      difference.changed().forEach(tensor -> out.println("* " + tensor));
      out.printf("%d unchanged%n", difference.unchanged());
    }
    return ExitCode.PASS;
  }
}
