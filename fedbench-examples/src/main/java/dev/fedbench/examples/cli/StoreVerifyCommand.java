package dev.fedbench.examples.cli;

import dev.fedbench.storage.VerifyReport;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fedbench store verify}. */
@Command(
    name = "verify",
    description = "Reads every byte, and checks it; fails if anything is damaged.",
    mixinStandardHelpOptions = true)
final class StoreVerifyCommand extends ConfiguredStoreAction {

  @Parameters(paramLabel = "DIR", index = "0", description = "The store.")
  private Path directory;

  @Override
  int run(PrintWriter out) throws IOException {
    try (WeightStore store = configuredReader(directory)) {
      VerifyReport report = store.verify();
      report.problems().forEach(out::println);
      out.printf(
          "%s: %d records, %d bytes, %d problems%n",
          report.sound() ? "sound" : "damaged",
          report.records(),
          report.bytes(),
          report.problems().size());
      return report.sound() ? ExitCode.PASS : ExitCode.RUN_ERROR;
    }
  }
}
