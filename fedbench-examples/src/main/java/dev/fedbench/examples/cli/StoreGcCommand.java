package dev.fedbench.examples.cli;

import dev.fedbench.storage.GcReport;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fedbench store gc}. */
@Command(
    name = "gc",
    description = "Removes what no branch or tag reaches.",
    mixinStandardHelpOptions = true)
final class StoreGcCommand extends ConfiguredStoreAction {

  @Parameters(paramLabel = "DIR", index = "0", description = "The store.")
  private Path directory;

  @Override
  int run(PrintWriter out) throws IOException {
    try (WeightStore store = writer(directory)) {
      GcReport report = store.gc();
      out.printf(
          "%d records removed, %d kept; %d bytes before, %d after%n",
          report.removed(), report.kept(), report.bytesBefore(), report.bytesAfter());
    }
    return ExitCode.PASS;
  }
}
