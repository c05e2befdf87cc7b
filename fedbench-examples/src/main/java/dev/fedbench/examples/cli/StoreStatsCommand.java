package dev.fedbench.examples.cli;

import dev.fedbench.storage.StoreStats;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fedbench store stats}. */
@Command(
    name = "stats",
    description = "What a store holds, and what that takes.",
    mixinStandardHelpOptions = true)
final class StoreStatsCommand extends StoreAction {

  @Parameters(paramLabel = "DIR", index = "0", description = "The store.")
  private Path directory;

  @Option(names = "--json", description = "A JSON object.")
  private boolean json;

  @Override
  int run(PrintWriter out) throws IOException {
    try (WeightStore store = reader(directory)) {
      Map<String, Object> values = map(store.stats());
      if (json) {
        out.println(json(values));
      } else {
        values.forEach((name, value) -> out.printf("%-14s %s%n", name, value));
      }
    }
    return ExitCode.PASS;
  }

  private static Map<String, Object> map(StoreStats stats) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("commits", stats.commits());
    map.put("tensors", stats.tensors());
    map.put("logical_bytes", stats.logicalBytes());
    map.put("stored_bytes", stats.storedBytes());
    map.put("ratio", stats.ratio());
    map.put("dedup_hits", stats.dedupHits());
    map.put("chunks", stats.chunks());
    map.put("deltas", stats.deltas());
    map.put("chain_max", stats.chainMax());
    return map;
  }
}
