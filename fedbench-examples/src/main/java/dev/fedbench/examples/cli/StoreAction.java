package dev.fedbench.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.fedbench.spi.Problems;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.config.StorageEnvironment;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command of a store: what goes wrong is said in words. */
abstract class StoreAction implements CheckedCommand {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Spec private CommandSpec spec;

  /** Does it, and returns the exit code. */
  abstract int run(PrintWriter out) throws IOException;

  /** Finds what is wrong before anything is done. */
  void prepare(StorageEnvironment environment, Problems problems) {}

  @Override
  public final int execute(List<String> mistakes) {
    Problems problems = new Problems();
    StorageVariables.read(problems).ifPresent(environment -> prepare(environment, problems));
    List<String> all = new ArrayList<>(mistakes);
    all.addAll(problems.found());
    if (!all.isEmpty()) {
      return Cli.complain(spec.commandLine(), all);
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      return run(out);
    } catch (InterruptedIOException e) {
      return ExitCode.INTERRUPTED;
    } catch (IOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("error: " + e.getMessage());
      return ExitCode.RUN_ERROR;
    } finally {
      out.flush();
      spec.commandLine().getErr().flush();
    }
  }

  static WeightStore reader(Path directory) throws IOException {
    return WeightStore.open(directory, StoreOptions.defaults().readOnly());
  }

  /** A value of maps, lists, texts and numbers as JSON. */
  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("maps, lists, texts and numbers are JSON", e);
    }
  }
}
