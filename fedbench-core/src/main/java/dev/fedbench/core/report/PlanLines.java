package dev.fedbench.core.report;

import dev.fedbench.core.suite.FederatedScenario;
import dev.fedbench.result.Plan;
import dev.fedbench.result.PlannedScenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a profile comes to, before it runs: each suite's scenarios with all their sizes, warm-ups
 * and iterations. Federated runs are not said: their user has named them.
 */
final class PlanLines {

  /** What is said in one line: scenarios that differ in nothing but the values of parameters. */
  private record Group(
      String suite, String scenario, Set<String> parameters, int warmups, int iterations) {

    static Group of(PlannedScenario one) {
      return new Group(
          one.suite(),
          one.scenario(),
          new TreeSet<>(one.parameters().keySet()),
          one.warmups(),
          one.iterations());
    }
  }

  private PlanLines() {}

  /** Lines without an end; none if no suite runs. */
  static List<String> of(Plan plan) {
    Map<Group, List<PlannedScenario>> groups =
        plan.scenarios().stream()
            .filter(one -> !one.suite().equals(FederatedScenario.SUITE))
            .collect(Collectors.groupingBy(Group::of, LinkedHashMap::new, Collectors.toList()));
    if (groups.isEmpty()) {
      return List.of();
    }
    int all = groups.values().stream().mapToInt(List::size).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        "plan: profile %s, %s".formatted(plan.config().get("profile"), many(all, "scenario")));
    groups.forEach((group, some) -> lines.add("plan: " + line(group, some)));
    return lines;
  }

  private static String line(Group group, List<PlannedScenario> some) {
    return "%s/%s, %s of %s and %s%s"
        .formatted(
            group.suite,
            group.scenario,
            many(some.size(), "scenario"),
            many(group.warmups, "warm-up"),
            many(group.iterations, "iteration"),
            some.get(0).parameters().keySet().stream()
                .map(name -> "%s %s".formatted(name, values(name, some)))
                .collect(Collectors.joining("; ", group.parameters.isEmpty() ? "" : ": ", "")));
  }

  private static String values(String name, List<PlannedScenario> some) {
    return some.stream()
        .map(one -> one.parameters().get(name))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String many(int count, String what) {
    return "%d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }
}
