package dev.fedbench;

import dev.fedbench.fl.Connections;
import dev.fedbench.spi.Problems;
import dev.fedbench.spi.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A parameter that takes several values: the run has a scenario per point of all sweeps' product.
 */
record Sweep(String parameter, List<String> values) {

  /** More points than this are a mistake, not a wish. */
  static final int MAX_POINTS = 1_000;

  /** What can be swept, and what a value does to the draft. */
  private static final Map<String, BiConsumer<FederatedDraft, String>> PARAMETERS =
      new TreeMap<>(
          Map.of(
              "clients", (draft, value) -> draft.clients = Integer.parseInt(value),
              "inputSize", (draft, value) -> draft.inputSize = Integer.parseInt(value),
              "rounds", (draft, value) -> draft.rounds = Optional.of(Integer.parseInt(value)),
              "fraction", (draft, value) -> draft.fraction = Optional.of(Double.parseDouble(value)),
              "aggregateEvery",
                  (draft, value) -> draft.aggregateEvery = Optional.of(Integer.parseInt(value)),
              "parallelism",
                  (draft, value) -> draft.parallelism = Optional.of(Integer.parseInt(value)),
              "transport",
                  (draft, value) -> {
                    draft.transport = Optional.empty();
                    draft.transportName = value;
                  },
              "signatures", (draft, value) -> draft.signatures = parseBoolean(value),
              "connections",
                  (draft, value) ->
                      draft.connections = Connections.valueOf(value.toUpperCase(Locale.ROOT))));

  /** One point: the values of the swept parameters, and the draft that they make. */
  record Point(Map<String, String> parameters, FederatedDraft draft) {}

  /** The product of all sweeps over a base, the last sweep varying fastest. */
  static List<Point> points(FederatedDraft base, List<Sweep> sweeps, Problems problems) {
    List<Point> points = List.of(new Point(Map.of(), base));
    for (Sweep sweep : sweeps) {
      BiConsumer<FederatedDraft, String> setter = PARAMETERS.get(sweep.parameter);
      if (setter == null) {
        problems.expect(false, "%s", unknown(sweep.parameter));
        continue;
      }
      problems.expect(
          !sweep.values.isEmpty(), "sweep '%s': no values; expected some", sweep.parameter);
      if ((long) points.size() * sweep.values.size() > MAX_POINTS) {
        problems.expect(false, "sweeps: more than %d points", MAX_POINTS);
        return points;
      }
      List<Point> next = new ArrayList<>();
      for (Point point : points) {
        for (String value : sweep.values) {
          sweep.apply(setter, point, value, problems).ifPresent(next::add);
        }
      }
      points = next;
    }
    return points;
  }

  private Optional<Point> apply(
      BiConsumer<FederatedDraft, String> setter, Point from, String value, Problems problems) {
    FederatedDraft draft = from.draft.copy();
    try {
      setter.accept(draft, value);
    } catch (IllegalArgumentException e) {
      problems.expect(false, "sweep '%s': '%s' is not a value of it", parameter, value);
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>(from.parameters);
    parameters.put(parameter, value);
    return Optional.of(new Point(parameters, draft));
  }

  private static String unknown(String parameter) {
    List<String> known = List.copyOf(PARAMETERS.keySet());
    return "sweep '%s': no such parameter%s Known: %s"
        .formatted(
            parameter,
            Suggestion.closest(parameter, known).map("; did you mean '%s'?"::formatted).orElse("."),
            String.join(", ", known));
  }

  private static boolean parseBoolean(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }
}
