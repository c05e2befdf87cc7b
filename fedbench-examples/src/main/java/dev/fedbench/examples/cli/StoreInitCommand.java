package dev.fedbench.examples.cli;

import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fedbench store init}. */
@Command(name = "init", description = "Makes an empty store.", mixinStandardHelpOptions = true)
final class StoreInitCommand extends StoreAction {

  @Parameters(paramLabel = "DIR", description = "Where; made if it is not there.")
  private Path directory;

  @Override
  int run(PrintWriter out) throws IOException {
    WeightStore.init(directory).close();
    out.printf("an empty store in %s%n", directory);
    return ExitCode.PASS;
  }
}
