package dev.fedbench.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.metric.Row;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.ClientStatus;
import dev.fedbench.result.Phases;
import dev.fedbench.result.ScenarioResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RowKeeperTest {

  @Test
  void within_its_room_it_keeps_all() {
    RowKeeper rows = new RowKeeper(5);
    rows.add(client(1));
    rows.add(other(1));
    rows.add(client(2));
    assertThat(rows.rows()).containsExactly(client(1), client(2), other(1));
    assertThat(rows.omitted()).isZero();
  }

  @Test
  void beyond_it_the_first_clients_stay_and_other_rows_take_the_place_of_the_last() {
    RowKeeper rows = new RowKeeper(4);
    for (int i = 1; i <= 10; i++) {
      rows.add(client(i));
    }
    rows.add(other(1));
    rows.add(other(2));
    rows.add(client(11));
    assertThat(rows.rows()).containsExactly(client(1), client(2), other(1), other(2));
    assertThat(rows.omitted()).isEqualTo(13 - 4);
    for (int i = 3; i <= 6; i++) {
      rows.add(other(i));
    }
    assertThat(rows.rows()).containsExactly(other(1), other(2), other(3), other(4));
    assertThat(rows.omitted()).isEqualTo(17 - 4);
  }

  @Test
  void scenarios_share_the_room_so_that_each_keeps_its_rounds() {
    BenchmarkResult result =
        Benchmark.builder()
            .clients(1)
            .noProofs()
            .signatures(false)
            .rounds(1)
            .sweep("clients", 6_000, 10, 6_001)
            .transport("inprocess")
            .run();
    List<ScenarioResult> scenarios = result.scenarios();
    assertThat(scenarios).allMatch(scenario -> scenario.roundRows().size() == 1);
    assertThat(scenarios).allMatch(scenario -> !scenario.rows("traffic").isEmpty());
    assertThat(scenarios.get(0).rows()).hasSize(3_333);
    assertThat(scenarios.get(1).clientRows()).hasSize(10);
    assertThat(scenarios.get(1).rowsOmitted()).isZero();
    int kept = scenarios.stream().mapToInt(scenario -> scenario.rows().size()).sum();
    assertThat(kept).isLessThanOrEqualTo(BenchmarkResult.MAX_ROWS);
    for (ScenarioResult scenario : scenarios) {
      long all = scenario.rows().size() + scenario.rowsOmitted();
      long traffic = scenario.rows("traffic").size();
      assertThat(all - traffic - 1).isEqualTo(Long.parseLong(scenario.parameters().get("clients")));
    }
  }

  private static Row client(int index) {
    return new ClientRow(
        "" + index,
        index,
        1,
        Instant.EPOCH,
        ClientStatus.ACCEPTED,
        Optional.empty(),
        OptionalLong.of(1),
        1,
        Phases.NONE,
        Optional.empty());
  }

  private static Row other(int number) {
    return Row.builder("other").column("number", number).build();
  }
}
