package dev.fedbench.examples.cli;

import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fedbench store tag}. */
@Command(name = "tag", description = "Names a commit for good.", mixinStandardHelpOptions = true)
final class StoreTagCommand extends StoreAction {

  @Parameters(paramLabel = "DIR", index = "0", description = "The store.")
  private Path directory;

  @Parameters(paramLabel = "NAME", index = "1", description = "The tag.")
  private String name;

  @Parameters(paramLabel = "REV", index = "2", description = "What it names.")
  private String revision;

  @Override
  int run(PrintWriter out) throws IOException {
    try (WeightStore store = WeightStore.open(directory)) {
      store.tag(name, revision);
      out.println(store.commit(name).id());
    }
    return ExitCode.PASS;
  }
}
