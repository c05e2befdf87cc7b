package dev.fedbench.core.fl.coordinator;

import static dev.fedbench.core.fl.coordinator.Rig.accepted;
import static dev.fedbench.core.fl.coordinator.Rig.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Receipt;
import dev.fedbench.fl.Tensors;
import dev.fedbench.result.RoundRow;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SynchronousRoundsTest {

  @Test
  void a_run_goes_from_joining_over_its_rounds_to_its_end() {
    Rig rig = Rig.synchronous(2, 1, 1, 3).signed().open();
    rig.client(0).join();
    rig.client(1).join();
    assertThat(rig.announcements).isEmpty();
    rig.wait(Duration.ofSeconds(2));
    rig.client(2).join();
    Announcement first = rig.latest();
    assertThat(first.kind()).isEqualTo(Announcement.Kind.FIT);
    assertThat(first.round()).isEqualTo(1);
    assertThat(first.modelVersion()).isEqualTo(1);
    assertThat(first.model().map(Rig::tensors).orElseThrow().values()).containsExactly(0, 0);

    assertThat(accepted(rig.client(0).update(3, 0).examples(1).send()))
        .isEqualTo(new Receipt(false, 1, 0));
    rig.wait(Duration.ofSeconds(1));
    accepted(rig.client(1).update(0, 3).examples(2).send());
    assertThat(accepted(rig.client(2).update(6, 6).examples(3).send()))
        .isEqualTo(new Receipt(true, 2, 0));
    Announcement second = rig.latest();
    assertThat(second.round()).isEqualTo(2);
    assertThat(second.modelVersion()).isEqualTo(2);
    assertThat(second.nonce()).isNotEqualTo(first.nonce());
    assertThat(second.model().map(Rig::tensors).orElseThrow().values())
        .containsExactly((3 + 18) / 6f, (6 + 18) / 6f);

    rig.wait(Duration.ofSeconds(5));
    rig.clients.forEach(client -> accepted(client.update(1, -1).send()));
    assertThat(rig.end()).contains("");
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.FINISHED);
    assertThat(rig.latest().text()).isEmpty();
    assertThat(rig.model()).containsExactly(4.5f, 3f);
    assertThat(rig.rows).extracting(RoundRow::round).containsExactly(1, 2);
    assertThat(rig.rows).extracting(RoundRow::modelVersion).containsExactly(2L, 3L);
    assertThat(rig.rows).extracting(RoundRow::duration).containsExactly(1.0, 5.0);
    assertThat(rig.rows).extracting(RoundRow::elapsed).containsExactly(1.0, 6.0);
    assertThat(rig.rows).allMatch(RoundRow::aggregated);
    assertThat(rig.samples.get("federated.join_time")).containsExactly(2.0);
    assertThat(rig.samples.get("federated.train_time")).containsExactly(6.0);
    assertThat(rig.samples.get("round.duration")).containsExactly(1.0, 5.0);
    assertThat(rig.run.report().rounds()).isEqualTo(rig.rows);
  }

  @Test
  void a_poisoned_update_leaves_the_mean_exact() {
    Rig rig = Rig.synchronous(1, 1, 1, 3).joined();
    refused(rig.client(0).update(Float.NaN, 1e30f).send(), Cause.NOT_FINITE);
    accepted(rig.client(1).update(1, 2).examples(1).send());
    refused(rig.client(0).update(1e30f, Float.NEGATIVE_INFINITY).send(), Cause.NOT_FINITE);
    accepted(rig.client(2).update(4, 8).examples(2).send());
    rig.client(0).abandon(1);
    assertThat(rig.model()).containsExactly(3f, 6f);
    assertThat(rig.rows.get(0).accepted()).isEqualTo(2);
    assertThat(rig.rows.get(0).failed()).isEqualTo(1);
  }

  @Test
  void without_an_initial_model_the_first_update_names_the_layout_and_the_model_starts_at_zero() {
    Rig rig = Rig.synchronous(2, 1, 1, 2).model(Optional.empty()).joined();
    assertThat(rig.latest().model()).isEmpty();
    refused(rig.call(Method.MODEL, ByteBuffer.allocate(0)), Cause.WRONG_ROUND);
    accepted(rig.client(0).update(Tensors.of("theirs", 2, 4, 6)).send());
    refused(rig.client(1).update(Tensors.of("mine", 2, 4, 6)).send(), Cause.SHAPE_MISMATCH);
    accepted(rig.client(1).update(Tensors.of("theirs", 4, 6, 8)).send());
    assertThat(rig.model()).containsExactly(3f, 5f, 7f);
    assertThat(rig.latest().model()).isPresent();
  }

  // --- deadlines

  @Test
  void a_deadline_closes_a_round_that_has_enough_updates() {
    Rig rig = Rig.synchronous(3, 2, 1, 3).joined();
    accepted(rig.client(0).update(2, 0).send());
    accepted(rig.client(1).update(4, 0).send());
    rig.pass(Rig.DEADLINE.minusNanos(1));
    assertThat(rig.latest().round()).isEqualTo(1);
    rig.pass(Duration.ofNanos(1));
    assertThat(rig.latest().round()).isEqualTo(2);
    assertThat(rig.model()).containsExactly(3f, 0f);
    RoundRow row = rig.rows.get(0);
    assertThat(row.selected()).isEqualTo(3);
    assertThat(row.accepted()).isEqualTo(2);
    assertThat(row.failed()).isEqualTo(1);
    assertThat(row.duration()).isEqualTo(10.0);
  }

  @Test
  void a_silent_client_is_not_waited_for_until_it_speaks() {
    Rig rig = Rig.synchronous(4, 1, 1, 3).joined();
    accepted(rig.client(0).update(1, 0).send());
    accepted(rig.client(1).update(1, 0).send());
    HandMadeClient.Draft late = rig.client(2).update(9, 9);
    rig.pass(Rig.DEADLINE);
    assertThat(asked(rig)).containsExactly(0, 1);

    refused(late.send(), Cause.LATE); // a sign of life
    accepted(rig.client(0).update(1, 0).send());
    accepted(rig.client(1).update(1, 0).send());
    assertThat(rig.latest().round()).as("nobody waited for client 2").isEqualTo(3);
    assertThat(asked(rig)).containsExactly(0, 1, 2);

    accepted(rig.client(0).update(1, 0).send());
    rig.client(1).acknowledge(3);
    rig.pass(Rig.DEADLINE);
    assertThat(asked(rig)).as("an acknowledgement is no update").containsExactly(0);
    assertThat(rig.model().get(0)).isEqualTo(3f);
  }

  @Test
  void a_deadline_fails_a_round_with_too_few_updates_and_throws_them_away() {
    Rig rig = Rig.synchronous(2, 2, 1, 3).joined();
    accepted(rig.client(0).update(100, 100).send());
    rig.client(1).acknowledge(1);
    assertThat(rig.run.report().pending()).isEqualTo(1);
    rig.pass(Rig.DEADLINE);
    assertThat(rig.model()).containsExactly(0f, 0f);
    assertThat(rig.version()).isEqualTo(1);
    assertThat(rig.run.report().pending()).isZero();
    assertThat(rig.rows.get(0).aggregated()).isFalse();
    assertThat(rig.latest().round()).isEqualTo(2);
    assertThat(rig.latest().model()).as("it was announced before").isEmpty();

    rig.client(1).acknowledge(1); // present again, but not asked in this round
    accepted(rig.client(0).update(2, 4).send());
    assertThat(rig.end()).contains("2 of 2 rounds had fewer than 2 updates in time");
    assertThat(rig.latest().text()).isEqualTo(rig.end().orElseThrow());
  }

  @Test
  void updates_of_a_failed_round_have_no_part_in_the_next() {
    Rig rig = Rig.synchronous(2, 2, 1, 2).joined();
    accepted(rig.client(0).update(100, 100).send());
    rig.client(1).abandon(1);
    assertThat(rig.rows.get(0).aggregated()).isFalse();
    accepted(rig.client(0).update(2, 4).send());
    accepted(rig.client(1).update(4, 8).send());
    assertThat(rig.model()).containsExactly(3f, 6f);
    assertThat(rig.end()).contains("1 of 2 rounds had fewer than 2 updates in time");
  }

  @Test
  void a_run_of_which_nobody_is_left_ends() {
    Rig rig = Rig.synchronous(3, 1, 1, 2).joined();
    rig.pass(Rig.DEADLINE);
    assertThat(rig.end()).contains("round 2: no client is left");
  }

  @Test
  void a_client_that_gives_up_is_not_waited_for_and_is_asked_again() {
    Rig rig = Rig.synchronous(2, 1, 1, 2).joined();
    rig.client(1).abandon(7); // no such round: nothing happens
    rig.client(1).abandon(1);
    rig.client(1).abandon(1);
    assertThat(rig.latest().round()).isEqualTo(1);
    accepted(rig.client(0).update(1, 1).send());
    assertThat(asked(rig)).containsExactly(0, 1);
    rig.client(0).abandon(2);
    rig.client(1).abandon(2);
    assertThat(rig.end()).contains("1 of 2 rounds had fewer than 1 updates in time");
    assertThat(rig.rows.get(1).accepted()).isZero();
  }

  // --- joining

  @Test
  void joining_ends_after_its_time_with_those_who_came() {
    Rig rig = Rig.synchronous(1, 2, 1, 4).open();
    rig.client(1).join();
    rig.client(3).join();
    rig.pass(Rig.JOIN_TIMEOUT.minusNanos(1));
    assertThat(rig.announcements).isEmpty();
    rig.pass(Duration.ofNanos(1));
    assertThat(asked(rig)).containsExactly(1, 3);
    assertThat(rig.samples.get("federated.join_time")).containsExactly(30.0);
  }

  @Test
  void joining_ends_when_no_more_are_to_come() {
    Rig rig = Rig.synchronous(1, 1, 1, 4).open();
    rig.client(2).join();
    rig.run.joiningClosed();
    assertThat(asked(rig)).containsExactly(2);
    rig.run.joiningClosed();
    assertThat(rig.announcements).hasSize(1);
  }

  @Test
  void a_run_that_too_few_join_fails() {
    Rig timeout = Rig.synchronous(1, 3, 1, 4).open();
    timeout.client(0).join();
    timeout.client(1).join();
    timeout.pass(Rig.JOIN_TIMEOUT);
    assertThat(timeout.end()).contains("only 2 clients joined; at least 3 are needed");
    assertThat(timeout.rows).isEmpty();
    assertThat(timeout.samples).isEmpty();
    Rig closed = Rig.synchronous(1, 1, 1, 4).open();
    closed.run.joiningClosed();
    assertThat(closed.end()).contains("only 0 clients joined; at least 1 are needed");
  }

  @Test
  void a_client_that_joins_twice_is_one_client_with_one_token() {
    Rig rig = Rig.synchronous(1, 1, 1, 2).signed().open();
    assertThat(rig.client(0).join()).isEqualTo(rig.client(0).join());
    assertThat(rig.announcements).isEmpty();
    rig.client(1).join();
    assertThat(rig.client(0).join()).isEqualTo(rig.client(0).member());
    assertThat(rig.announcements).hasSize(1);
  }

  @Test
  void a_client_that_comes_late_takes_part_from_the_next_round_on() {
    Rig rig = Rig.synchronous(2, 1, 1, 3).open();
    rig.client(0).join();
    rig.client(1).join();
    rig.run.joiningClosed();
    rig.client(2).join();
    refused(rig.client(2).update(9, 9).send(), Cause.NOT_SELECTED);
    accepted(rig.client(0).update(1, 1).send());
    accepted(rig.client(1).update(1, 1).send());
    assertThat(asked(rig)).containsExactly(0, 1, 2);
  }

  @Test
  void tokens_cannot_be_told_from_each_other_or_from_another_run() {
    Rig rig = Rig.synchronous(1, 1, 1, 200).joined();
    Rig other = Rig.synchronous(1, 1, 1, 200).joined();
    Set<Long> tokens = new HashSet<>();
    rig.clients.forEach(client -> tokens.add(client.member().token()));
    other.clients.forEach(client -> tokens.add(client.member().token()));
    assertThat(tokens).hasSize(400);
  }

  @Test
  void a_pass_cannot_begin_in_rounds() {
    Rig rig = Rig.synchronous(1, 1, 1, 1).joined();
    refused(rig.client(0).tryToBegin(), Cause.WRONG_ROUND);
  }

  // --- selection

  @Test
  void a_fraction_of_the_clients_is_selected_by_the_seed() {
    List<List<Integer>> selections = selections(1);
    assertThat(selections).allMatch(selection -> selection.size() == 4).doesNotHaveDuplicates();
    assertThat(selections(1)).isEqualTo(selections);
    assertThat(selections(2)).isNotEqualTo(selections);
  }

  private static List<List<Integer>> selections(long seed) {
    Rig rig = Rig.synchronous(5, 1, 0.31, 12).seed(seed).joined();
    while (rig.end().isEmpty()) {
      List<Integer> asked = asked(rig);
      asked.forEach(index -> accepted(rig.client(index).update(1, 1).send()));
    }
    return rig.announcements.stream()
        .filter(announcement -> announcement.kind() == Announcement.Kind.FIT)
        .map(announcement -> asked(rig, announcement))
        .toList();
  }

  @Test
  void at_least_the_minimum_is_selected() {
    assertThat(asked(Rig.synchronous(1, 7, 0.1, 10).joined())).hasSize(7);
    assertThat(asked(Rig.synchronous(1, 1, 0.0001, 10).joined())).hasSize(1);
    assertThat(asked(Rig.synchronous(1, 1, 1, 10).joined())).hasSize(10);
  }

  // --- what it says of itself

  @Test
  void it_says_who_it_is_and_whether_it_is_over() throws Exception {
    Rig rig = Rig.synchronous(3, 1, 1, 2).signed().open();
    Info info = info(rig);
    assertThat(info.runId()).isEqualTo(rig.run.runId()).hasSize(16);
    assertThat(info.coordinatorId()).isEqualTo(Rig.COORDINATOR_ID);
    assertThat(info.synchronous()).isTrue();
    assertThat(info.turns()).isEqualTo(3);
    assertThat(info.clients()).isEqualTo(2);
    assertThat(info.signatures()).isTrue();
    assertThat(info.deadline()).isEqualTo(Rig.DEADLINE);
    assertThat(info.finished()).isFalse();
    rig.run.abort("enough");
    assertThat(info(rig).finished()).isTrue();
    Rig other = Rig.synchronous(3, 1, 1, 2).open();
    assertThat(other.run.runId()).isNotEqualTo(rig.run.runId());
  }

  private static Info info(Rig rig) throws Exception {
    return Info.decode(rig.call(Method.INFO, ByteBuffer.allocate(0)).body());
  }

  @Test
  void an_aborted_run_ends_once_and_says_why() {
    Rig rig = Rig.synchronous(3, 1, 1, 2).joined();
    accepted(rig.client(0).update(5, 5).send());
    rig.run.abort("the first reason");
    rig.run.abort("another");
    rig.pass(Rig.DEADLINE);
    assertThat(rig.end()).contains("the first reason");
    assertThat(rig.announcements).hasSize(2);
    assertThat(rig.latest().text()).isEqualTo("the first reason");
    assertThat(rig.run.report().pending()).as("accepted and not aggregated").isEqualTo(1);
    assertThat(rig.model()).containsExactly(0f, 0f);
  }

  @Test
  void how_long_a_model_takes_to_arrive_is_measured_from_its_announcement() {
    Rig rig = Rig.synchronous(2, 1, 1, 2).joined();
    rig.wait(Duration.ofSeconds(1));
    rig.client(0).acknowledge(1);
    rig.wait(Duration.ofSeconds(2));
    rig.client(1).acknowledge(1);
    rig.client(1).acknowledge(7); // there is no such version
    rig.clients.forEach(client -> accepted(client.update(1, 1).send()));
    rig.wait(Duration.ofMillis(500));
    rig.client(1).acknowledge(2);
    rig.clients.forEach(client -> accepted(client.update(1, 1).send()));
    assertThat(rig.samples.get("model.update")).containsExactly(1.0, 3.0, 0.5);
    assertThat(rig.samples.get("model.update_all")).containsExactly(3.0, 0.5);
  }

  // --- a host's aggregator

  @Test
  void an_aggregator_that_breaks_ends_the_run_with_its_reason() {
    for (BrokenAggregator.Where where : BrokenAggregator.Where.values()) {
      Rig rig = Rig.synchronous(2, 1, 1, 1).aggregator(new BrokenAggregator(where)).joined();
      try {
        rig.client(0).update(1, 1).send();
      } catch (RuntimeException e) {
        assertThat(e).hasStackTraceContaining("out of order");
      }
      assertThat(rig.end().orElseThrow())
          .startsWith("the coordinator broke: ")
          .contains("out of order");
      assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.FINISHED);
      refused(rig.client(0).tryToJoin(), Cause.FINISHED);
    }
  }

  private static List<Integer> asked(Rig rig) {
    return asked(rig, rig.latest());
  }

  private static List<Integer> asked(Rig rig, Announcement announcement) {
    assertThat(announcement.kind()).isEqualTo(Announcement.Kind.FIT);
    return IntStream.range(0, rig.clients.size())
        .filter(announcement.selection()::contains)
        .boxed()
        .toList();
  }

  @Test
  void rounds_times_add_up_to_the_runs() {
    Rig rig = Rig.synchronous(3, 1, 1, 2).joined();
    for (int round = 1; round <= 3; round++) {
      rig.wait(Duration.ofMillis(300L * round));
      rig.clients.forEach(client -> accepted(client.update(1, 1).send()));
    }
    double sum = rig.rows.stream().mapToDouble(RoundRow::duration).sum();
    assertThat(rig.samples.get("federated.train_time").get(0)).isCloseTo(sum, within(1e-9));
    assertThat(sum).isCloseTo(1.8, within(1e-9));
  }
}
