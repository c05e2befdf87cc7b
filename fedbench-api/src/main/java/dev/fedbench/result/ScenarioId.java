package dev.fedbench.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes a scenario the same in two runs: suite, name and parameters; the parameters' order is
 * for display and makes no difference.
 *
 * @param suite the suite's name
 * @param scenario the scenario's name
 * @param parameters what tells it from others of its name, in order
 */
public record ScenarioId(String suite, String scenario, Map<String, String> parameters) {

  /** The parameter that numbers the repetitions of a federated run, from 1. */
  public static final String ITERATION = "iteration";

  public ScenarioId {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(scenario, "scenario");
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The same for all repetitions: what to look for in another run. */
  public ScenarioId withoutIteration() {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.remove(ITERATION);
    return new ScenarioId(suite, scenario, others);
  }

  /** Everything in one line, such as {@code rpc/latency [size=1024, window=10]}. */
  public String label() {
    return label(List.copyOf(parameters.keySet()));
  }

  /**
   * A label for each of a run's scenarios, in their order: of the parameters those alone that are
   * not the same in all scenarios of one name.
   */
  public static List<String> labels(List<ScenarioId> all) {
    Map<List<String>, List<String>> varying =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    ScenarioId::name,
                    Collectors.collectingAndThen(Collectors.toList(), ScenarioId::varying)));
    return all.stream().map(id -> id.label(varying.get(id.name()))).toList();
  }

  /**
   * The parameters that do not have the same value in all of these, in order. One that some have
   * not at all, and that has one value otherwise, follows from the others, unless those do not tell
   * all apart.
   */
  public static List<String> varying(List<ScenarioId> all) {
    List<String> names =
        all.stream().flatMap(id -> id.parameters.keySet().stream()).distinct().toList();
    List<String> differing =
        names.stream()
            .filter(name -> values(all, name).filter(Objects::nonNull).count() > 1)
            .toList();
    boolean enough =
        all.stream().map(id -> id.label(differing)).distinct().count()
            == all.stream().distinct().count();
    return enough
        ? differing
        : names.stream().filter(name -> values(all, name).count() > 1).toList();
  }

  private static Stream<String> values(List<ScenarioId> all, String name) {
    return all.stream().map(id -> id.parameters.get(name)).distinct();
  }

  private List<String> name() {
    return List.of(suite, scenario);
  }

  private String label(List<String> names) {
    List<String> shown =
        names.stream()
            .filter(parameters::containsKey)
            .map(name -> name + "=" + parameters.get(name))
            .toList();
    return suite + "/" + scenario + (shown.isEmpty() ? "" : " " + shown);
  }
}
