package dev.fedbench.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.core.fl.archive.Replay;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.ModelArchive;
import dev.fedbench.fl.ModelStore;
import dev.fedbench.spi.Extension;
import dev.fedbench.spi.Extensions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fedbench store replay}. */
@Command(
    name = "replay",
    description = {
      "Audits runs that kept their models (benchmark run --store): each model must be there, and,",
      "if updates were kept, follow from the one before it and the accepted updates, bit by bit."
    },
    mixinStandardHelpOptions = true)
final class StoreReplayCommand extends StoreAction {

  @Parameters(paramLabel = "RESULT", description = "The run's JSON report.")
  private Path result;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Where the store is now (default: where the report says).")
  private Optional<Path> moved = Optional.empty();

  @Override
  int run(PrintWriter out) throws IOException {
    int runs = 0;
    boolean sound = true;
    for (JsonNode scenario : read().path("scenarios")) {
      for (JsonNode row : scenario.path("rows")) {
        if (row.path("kind").asText().equals("archive")) {
          sound &= replay(scenario.path("parameters"), row.path("values"), out);
          runs++;
        }
      }
    }
    if (runs == 0) {
      throw new IOException(
          "%s tells of no run that kept its models; run the benchmark with --store DIR"
              .formatted(result));
    }
    return sound ? ExitCode.PASS : ExitCode.RUN_ERROR;
  }

  private JsonNode read() throws IOException {
    try {
      return new ObjectMapper().readTree(InputFile.read(result));
    } catch (JsonProcessingException e) {
      throw new IOException("%s is no JSON: %s".formatted(result, e.getOriginalMessage()), e);
    }
  }

  private boolean replay(JsonNode parameters, JsonNode kept, PrintWriter out) throws IOException {
    String run = kept.path("run").asText();
    Path directory = moved.orElseGet(() -> Path.of(kept.path("directory").asText()));
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "there is no store '%s'; say with --store where it is".formatted(directory));
    }
    ModelStore store = find(Extensions.of(ModelStore.class), kept.path("store").asText());
    try (ModelArchive archive = store.open(directory, run)) {
      long models = archive.versions().size();
      if (models != kept.path("models").asLong()
          || archive.updates().size() != kept.path("updates").asLong()) {
        out.printf(
            "run %s: damaged: %d models and %d updates are there; the report says %d and %d%n",
            run,
            models,
            archive.updates().size(),
            kept.path("models").asLong(),
            kept.path("updates").asLong());
        return false;
      }
      if (archive.updates().isEmpty()) {
        for (long version : archive.versions()) {
          archive.model(version).orElseThrow(); // reads it, and checks every byte
        }
        out.printf("run %s: %d models are there; no updates were kept to replay%n", run, models);
        return true;
      }
      return replay(run, archive, parameters, out);
    }
  }

  private static boolean replay(
      String run, ModelArchive archive, JsonNode parameters, PrintWriter out) throws IOException {
    Aggregator aggregator =
        find(Extensions.of(Aggregator.class), parameters.path("aggregator").asText());
    Optional<Replay.Quantisation> quantisation =
        parameters.has("bits")
            ? Optional.of(
                new Replay.Quantisation(
                    parameters.path("bits").asInt(), parameters.path("scale").asLong()))
            : Optional.empty();
    Replay replay = Replay.of(archive, aggregator, quantisation);
    out.printf(
        "run %s: %d of %d models replayed, bit by bit, from %d updates%s%n",
        run,
        replay.replayed(),
        replay.versions(),
        replay.updates(),
        replay.problem().map(": "::concat).orElse(""));
    return replay.problem().isEmpty();
  }

  private static <T extends Extension> T find(Extensions<T> known, String name) throws IOException {
    return known.find(name).orElseThrow(() -> new IOException(known.explainMissing(name)));
  }
}
