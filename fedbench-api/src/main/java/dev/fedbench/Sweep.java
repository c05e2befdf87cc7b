package dev.fedbench;

import dev.fedbench.fl.Connections;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.spi.Problems;
import dev.fedbench.spi.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
          Map.ofEntries(
              entry("clients", (draft, value) -> draft.clients = Integer.parseInt(value)),
              entry("inputSize", (draft, value) -> draft.inputSize = Integer.parseInt(value)),
              entry(
                  "rounds", (draft, value) -> draft.rounds = Optional.of(Integer.parseInt(value))),
              entry(
                  "fraction",
                  (draft, value) -> draft.fraction = Optional.of(Double.parseDouble(value))),
              entry(
                  "aggregateEvery",
                  (draft, value) -> draft.aggregateEvery = Optional.of(Integer.parseInt(value))),
              entry(
                  "parallelism",
                  (draft, value) -> draft.parallelism = Optional.of(Integer.parseInt(value))),
              entry(
                  "transport",
                  (draft, value) -> {
                    draft.transport = Optional.empty();
                    draft.transportName = value;
                  }),
              entry(
                  "signatures",
                  (draft, value) -> draft.signatures = Optional.of(parseBoolean(value))),
              entry("proofs", (draft, value) -> draft.proofs = Optional.of(parseProofs(value))),
              entry("prover", (draft, value) -> draft.proofServiceUsed = parseRemote(value)),
              entry(
                  "connections",
                  (draft, value) ->
                      draft.connections = Connections.valueOf(value.toUpperCase(Locale.ROOT)))));

  /** One point: the values of the swept parameters, and the draft that they make. */
  record Point(Map<String, String> parameters, FederatedDraft draft) {}

  /** The product of all sweeps over a base, the last sweep varying fastest. */
  static List<Point> points(FederatedDraft base, List<Sweep> sweeps, Problems problems) {
    List<Point> points = List.of(new Point(Map.of(), base));
    Set<String> swept = new HashSet<>();
    for (Sweep sweep : sweeps) {
      BiConsumer<FederatedDraft, String> setter = PARAMETERS.get(sweep.parameter);
      if (setter == null) {
        problems.expect(false, "%s", unknown(sweep.parameter));
        continue;
      }
      problems.expect(
          swept.add(sweep.parameter),
          "sweep '%s': swept twice; name all its values in one sweep",
          sweep.parameter);
      List<String> values = sweep.valid(setter, base, problems);
      if ((long) points.size() * values.size() > MAX_POINTS) {
        problems.expect(false, "sweeps: more than %d points", MAX_POINTS);
        return points;
      }
      if (!values.isEmpty()) { // without any, the other mistakes are still to be found
        points = sweep.product(points, setter, values);
      }
    }
    return points;
  }

  private List<String> valid(
      BiConsumer<FederatedDraft, String> setter, FederatedDraft base, Problems problems) {
    problems.expect(!values.isEmpty(), "sweep '%s': no values; expected some", parameter);
    List<String> valid = new ArrayList<>();
    for (String value : values) {
      try {
        setter.accept(base.copy(), value);
        problems.expect(
            !valid.contains(value),
            "sweep '%s': %s comes twice, and reports could not tell them apart; say iterations(…) to repeat a run",
            parameter,
            value);
        valid.add(value);
      } catch (IllegalArgumentException e) {
        problems.expect(false, "sweep '%s': '%s' is not a value of it", parameter, value);
      }
    }
    return valid;
  }

  private List<Point> product(
      List<Point> points, BiConsumer<FederatedDraft, String> setter, List<String> valid) {
    List<Point> product = new ArrayList<>();
    for (Point point : points) {
      for (String value : valid) {
        FederatedDraft draft = point.draft.copy();
        setter.accept(draft, value);
        Map<String, String> parameters = new LinkedHashMap<>(point.parameters);
        parameters.put(parameter, value);
        product.add(new Point(parameters, draft));
      }
    }
    return product;
  }

  private static String unknown(String parameter) {
    List<String> known = List.copyOf(PARAMETERS.keySet());
    return "sweep '%s': no such parameter%s Known: %s"
        .formatted(
            parameter,
            Suggestion.closest(parameter, known).map("; did you mean '%s'?"::formatted).orElse("."),
            String.join(", ", known));
  }

  private static Map.Entry<String, BiConsumer<FederatedDraft, String>> entry(
      String parameter, BiConsumer<FederatedDraft, String> setter) {
    return Map.entry(parameter, setter);
  }

  private static Optional<ProofKind> parseProofs(String value) {
    return value.equals("none")
        ? Optional.empty()
        : Optional.of(ProofKind.valueOf(value.toUpperCase(Locale.ROOT)));
  }

  private static boolean parseRemote(String value) {
    return switch (value) {
      case "remote" -> true;
      case "local" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }

  private static boolean parseBoolean(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(value);
    };
  }
}
