package dev.fedbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenarioIdTest {

  private static ScenarioId id(String... namesAndValues) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new ScenarioId("federated", "mine", parameters);
  }

  @Test
  void the_order_of_parameters_makes_no_difference() {
    assertThat(id("clients", "5", "rounds", "2")).isEqualTo(id("rounds", "2", "clients", "5"));
    assertThat(id("clients", "5")).isNotEqualTo(id("clients", "50"));
  }

  @Test
  void a_repetition_is_the_same_scenario_but_for_its_number() {
    ScenarioId second = id("clients", "5", ScenarioId.ITERATION, "2");
    assertThat(second).isNotEqualTo(id("clients", "5", ScenarioId.ITERATION, "1"));
    assertThat(second.withoutIteration()).isEqualTo(id("clients", "5"));
  }

  @Test
  void a_label_has_all_parameters_in_their_order_whatever_they_hold() {
    assertThat(id("rounds", "2", "note", "{a}=[b]").label())
        .isEqualTo("federated/mine [rounds=2, note={a}=[b]]");
    assertThat(id().label()).isEqualTo("federated/mine");
  }

  @Test
  void labels_of_a_run_have_what_varies_among_scenarios_of_one_name() {
    List<ScenarioId> all =
        List.of(
            id("clients", "5", "rounds", "2", "transport", "http"),
            id("clients", "5", "rounds", "2", "transport", "https"),
            id("clients", "9", "rounds", "2", "transport", "http", "parallelism", "3"),
            new ScenarioId("rpc", "latency", Map.of("clients", "1")));
    assertThat(ScenarioId.labels(all))
        .containsExactly(
            "federated/mine [clients=5, transport=http]",
            "federated/mine [clients=5, transport=https]",
            "federated/mine [clients=9, transport=http]",
            "rpc/latency");
  }

  @Test
  void what_some_scenarios_have_not_at_all_is_in_labels_only_if_nothing_else_tells_them_apart() {
    assertThat(
            ScenarioId.labels(
                List.of(id("proofs", "none"), id("proofs", "secure", "prover", "local"))))
        .containsExactly("federated/mine [proofs=none]", "federated/mine [proofs=secure]");
    assertThat(ScenarioId.labels(List.of(id("rounds", "2"), id("rounds", "2", "more", "1"))))
        .containsExactly("federated/mine", "federated/mine [more=1]");
    assertThat(ScenarioId.labels(List.of(id("rounds", "2"), id("rounds", "2"))))
        .containsExactly("federated/mine", "federated/mine");
  }
}
