package dev.fedbench.examples.cli;

import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.npz.Npz;
import dev.fedbench.storage.safetensors.Safetensors;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fedbench store checkout}. */
@Command(
    name = "checkout",
    description =
        "Writes a revision as a file: the bytes that were committed, if it was safetensors.",
    mixinStandardHelpOptions = true)
final class StoreCheckoutCommand extends ConfiguredStoreAction {

  @Parameters(paramLabel = "DIR", index = "0", description = "The store.")
  private Path directory;

  @Parameters(paramLabel = "REV", index = "1", description = "The revision.")
  private String revision;

  @Option(
      names = {"--out", "-o"},
      required = true,
      paramLabel = "FILE",
      description = "The safetensors file, or .npz; replaced if it is there.")
  private Path file;

  @Override
  int run(PrintWriter out) throws IOException {
    try (WeightStore store = configuredReader(directory)) {
      Checkpoint checkpoint = store.checkpoint(revision);
      if (CheckpointFile.isNpz(file)) {
        try (OutputStream npz = new BufferedOutputStream(Files.newOutputStream(file))) {
          Npz.write(checkpoint, npz);
        }
      } else {
        Safetensors.write(checkpoint, file);
      }
      out.println(checkpoint.commit().id());
    }
    return ExitCode.PASS;
  }
}
