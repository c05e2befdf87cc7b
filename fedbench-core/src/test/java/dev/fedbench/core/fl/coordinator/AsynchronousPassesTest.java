package dev.fedbench.core.fl.coordinator;

import static dev.fedbench.core.fl.coordinator.Rig.accepted;
import static dev.fedbench.core.fl.coordinator.Rig.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Receipt;
import dev.fedbench.core.fl.wire.Turn;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.result.RoundRow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AsynchronousPassesTest {

  private static RoundPolicy.Asynchronous policy(int passes, int minClients, int aggregateEvery) {
    return new RoundPolicy.Asynchronous(
        passes, minClients, Rig.DEADLINE, aggregateEvery, OptionalInt.empty());
  }

  private static Rig.Draft passes(int passes, int aggregateEvery, int clients) {
    return Rig.asynchronous(policy(passes, 1, aggregateEvery), clients);
  }

  @Test
  void every_so_many_accepted_updates_become_a_model_and_the_rest_is_pending() {
    Rig rig = passes(1, 3, 5).signed().joined();
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.OPEN);
    assertThat(rig.latest().model()).isPresent();
    assertThat(rig.client(0).pass(3, 0)).isEqualTo(new Receipt(false, 1, 0));
    assertThat(rig.client(1).pass(0, 3)).isEqualTo(new Receipt(false, 1, 0));
    assertThat(rig.run.report().pending()).isEqualTo(2);
    assertThat(rig.client(2).pass(3, 3)).isEqualTo(new Receipt(true, 2, 0));
    assertThat(rig.run.report().pending()).isZero();
    assertThat(rig.model()).containsExactly(2f, 2f);
    assertThat(rig.latest().modelVersion()).isEqualTo(2);
    assertThat(rig.latest().model().map(Rig::tensors).orElseThrow().values())
        .containsExactly(2f, 2f);
    assertThat(rig.client(3).pass(9, 9)).isEqualTo(new Receipt(false, 2, 0));
    assertThat(rig.client(4).pass(9, 9)).isEqualTo(new Receipt(false, 2, 0));

    assertThat(rig.end()).contains("");
    assertThat(rig.run.report().pending()).isEqualTo(2);
    assertThat(rig.model()).containsExactly(2f, 2f);
    assertThat(rig.rows).hasSize(1);
    RoundRow row = rig.rows.get(0);
    assertThat(row.selected()).isEqualTo(5);
    assertThat(row.accepted()).isEqualTo(5);
    assertThat(row.failed()).isZero();
    assertThat(row.aggregated()).isTrue();
    assertThat(row.modelVersion()).isEqualTo(2);
  }

  @Test
  void a_refused_update_does_not_count_towards_an_aggregation() {
    Rig rig = passes(1, 2, 2).joined();
    Turn turn = rig.client(0).begin();
    refused(rig.client(0).update(turn, Float.NaN, 1).send(), Cause.NOT_FINITE);
    refused(rig.client(0).update(turn, 1f / 0, 1).send(), Cause.NOT_FINITE);
    assertThat(rig.run.report().pending()).isZero();
    accepted(rig.client(0).update(turn, 2, 4).examples(1).send());
    assertThat(rig.client(1).pass(4, 8).aggregated()).isTrue();
    assertThat(rig.model()).containsExactly(3f, 6f);
  }

  // --- passes

  @Test
  void a_client_makes_its_passes_one_after_the_other_and_no_more() {
    Rig rig = passes(2, 10, 2).joined();
    HandMadeClient client = rig.client(0);
    Turn first = client.begin();
    assertThat(first.pass()).isEqualTo(1);
    refused(client.tryToBegin(), Cause.BUSY);
    accepted(client.update(first, 1, 1).send());
    Turn second = client.begin();
    assertThat(second.pass()).isEqualTo(2);
    assertThat(second.nonce()).isNotEqualTo(first.nonce());
    accepted(client.update(second, 1, 1).send());
    refused(client.tryToBegin(), Cause.WRONG_ROUND);
    assertThat(rig.end()).as("the other has not begun").isEmpty();
    rig.client(1).pass(1, 1);
    rig.client(1).pass(1, 1);
    assertThat(rig.end()).contains("");
    refused(client.tryToBegin(), Cause.FINISHED);
  }

  @Test
  void an_update_outside_a_pass_is_refused_by_its_own_cause() {
    Rig rig = passes(3, 10, 2).joined();
    HandMadeClient client = rig.client(0);
    HandMadeClient other = rig.client(1);
    Turn none = new Turn(1, new byte[16]);
    refused(client.update(none, 1, 1).send(), Cause.WRONG_ROUND);
    Turn first = client.begin();
    refused(client.update(new Turn(2, first.nonce()), 1, 1).send(), Cause.WRONG_ROUND);
    refused(client.update(new Turn(0, first.nonce()), 1, 1).send(), Cause.WRONG_ROUND);
    refused(client.update(none, 1, 1).send(), Cause.WRONG_NONCE);
    Turn others = other.begin();
    refused(client.update(new Turn(1, others.nonce()), 1, 1).send(), Cause.WRONG_NONCE);
    HandMadeClient.Draft update = client.update(first, 1, 1);
    accepted(update.send());
    refused(update.send(), Cause.DUPLICATE);
    Turn second = client.begin();
    refused(update.send(), Cause.DUPLICATE);
    client.abandon(2);
    refused(client.update(second, 1, 1).send(), Cause.LATE);
    assertThat(rig.rejections())
        .isEqualTo(Map.of("WRONG_ROUND", 3L, "WRONG_NONCE", 2L, "DUPLICATE", 2L, "LATE", 1L));
    assertThat(rig.run.report().pending()).isEqualTo(1);
  }

  @Test
  void a_pass_given_up_is_over_and_counts_as_made() {
    Rig rig = passes(2, 1, 1).joined();
    HandMadeClient client = rig.client(0);
    client.begin();
    client.abandon(2); // not this one
    refused(client.tryToBegin(), Cause.BUSY);
    client.abandon(1);
    client.abandon(1);
    assertThat(rig.end()).isEmpty();
    assertThat(client.pass(1, 2).aggregated()).isTrue();
    assertThat(rig.end()).contains("");
    assertThat(rig.rows.get(0).selected()).isEqualTo(2);
    assertThat(rig.rows.get(0).accepted()).isEqualTo(1);
  }

  @Test
  void a_pass_expires_at_its_own_deadline() {
    Rig rig = passes(2, 10, 2).joined();
    Turn early = rig.client(0).begin();
    rig.pass(Duration.ofSeconds(4));
    Turn later = rig.client(1).begin();
    rig.pass(Rig.DEADLINE.minusSeconds(4));
    refused(rig.client(0).update(early, 1, 1).send(), Cause.LATE);
    accepted(rig.client(1).update(later, 1, 1).send());
    assertThat(rig.client(0).begin().pass()).as("it goes on with the next").isEqualTo(2);
  }

  @Test
  void a_run_ends_when_the_last_pass_expires() {
    Rig rig = passes(1, 1, 2).joined();
    rig.client(0).pass(1, 1);
    rig.client(1).begin();
    rig.pass(Rig.DEADLINE.minusNanos(1));
    assertThat(rig.end()).isEmpty();
    rig.pass(Duration.ofNanos(1));
    assertThat(rig.end()).contains("");
    assertThat(rig.rows.get(0).accepted()).isEqualTo(1);
    assertThat(rig.rows.get(0).failed()).isEqualTo(1);
  }

  // --- staleness

  @Test
  void an_update_on_too_old_a_version_is_stale() {
    RoundPolicy.Asynchronous bounded =
        new RoundPolicy.Asynchronous(5, 1, Rig.DEADLINE, 1, OptionalInt.of(1));
    Rig rig = Rig.asynchronous(bounded, 2).joined();
    HandMadeClient slow = rig.client(0);
    Turn turn = slow.begin();
    for (int i = 0; i < 3; i++) {
      rig.client(1).pass(1, 1);
    }
    assertThat(rig.version()).isEqualTo(4);
    for (long base : new long[] {0, 1, 2, 5}) {
      HandMadeClient.Draft draft = slow.update(turn, 1, 1);
      draft.baseVersion = base;
      refused(draft.send(), Cause.STALE);
    }
    HandMadeClient.Draft draft = slow.update(turn, 1, 1);
    draft.baseVersion = 3;
    accepted(draft.send());
    assertThat(rig.rejections()).isEqualTo(Map.of("STALE", 4L));
  }

  @Test
  void staleness_zero_takes_updates_on_the_newest_version_alone() {
    RoundPolicy.Asynchronous strict =
        new RoundPolicy.Asynchronous(5, 1, Rig.DEADLINE, 1, OptionalInt.of(0));
    Rig rig = Rig.asynchronous(strict, 2).joined();
    HandMadeClient.Draft old = rig.client(0).update(rig.client(0).begin(), 1, 1);
    rig.client(1).pass(1, 1);
    refused(old.send(), Cause.STALE);
  }

  @Test
  void without_a_bound_any_version_there_was_will_do() {
    Rig rig = passes(5, 1, 2).joined();
    Turn turn = rig.client(0).begin();
    for (int i = 0; i < 5; i++) {
      rig.client(1).pass(1, 1);
    }
    for (long base : new long[] {0, 7, Long.MAX_VALUE}) {
      HandMadeClient.Draft draft = rig.client(0).update(turn, 1, 1);
      draft.baseVersion = base;
      refused(draft.send(), Cause.STALE);
    }
    HandMadeClient.Draft draft = rig.client(0).update(turn, 1, 1);
    draft.baseVersion = 1;
    accepted(draft.send());
  }

  // --- joining and ending

  @Test
  void the_run_ends_once_all_who_are_to_come_have_made_their_passes() {
    Rig rig = passes(1, 1, 3).open();
    rig.client(0).join();
    rig.client(0).pass(1, 1);
    assertThat(rig.end()).isEmpty();
    rig.client(1).join();
    rig.run.joiningClosed();
    assertThat(rig.end()).isEmpty();
    rig.client(1).pass(1, 1);
    assertThat(rig.end()).contains("");
  }

  @Test
  void joining_that_closes_after_the_last_pass_ends_the_run() {
    Rig rig = passes(1, 1, 3).open();
    rig.client(0).join();
    rig.client(0).pass(1, 1);
    rig.run.joiningClosed();
    assertThat(rig.end()).contains("");
  }

  @Test
  void a_run_that_nobody_joins_fails() {
    Rig closed = passes(1, 1, 3).open();
    closed.run.joiningClosed();
    assertThat(closed.end())
        .contains("the updates of only 0 clients were accepted; at least 1 are needed");
    Rig timeout = passes(1, 1, 3).open();
    timeout.pass(Rig.JOIN_TIMEOUT.minusNanos(1));
    assertThat(timeout.end()).isEmpty();
    timeout.pass(Duration.ofNanos(1));
    assertThat(timeout.end().orElseThrow()).startsWith("the updates of only 0 clients");
    assertThat(timeout.rows).isEmpty();
  }

  @Test
  void too_few_clients_whose_updates_were_accepted_fail_the_run() {
    Rig rig = Rig.asynchronous(policy(2, 2, 1), 2).joined();
    rig.client(0).pass(1, 1);
    rig.client(0).pass(1, 1);
    for (int pass = 1; pass <= 2; pass++) {
      rig.client(1).begin();
      rig.client(1).abandon(pass);
    }
    assertThat(rig.end())
        .contains("the updates of only 1 clients were accepted; at least 2 are needed");
  }

  @Test
  void clients_that_joined_and_do_nothing_are_not_waited_for_for_ever() {
    Rig rig = passes(2, 1, 3).joined();
    rig.client(0).pass(1, 1);
    rig.client(0).pass(1, 1);
    rig.pass(Rig.JOIN_TIMEOUT.minusSeconds(1));
    assertThat(rig.end()).as("somebody may still join").isEmpty();
    rig.client(1).pass(1, 1);
    rig.pass(Rig.DEADLINE.minusNanos(1));
    assertThat(rig.end()).as("something happened not long ago").isEmpty();
    rig.pass(Duration.ofNanos(1));
    assertThat(rig.end()).contains("");
    assertThat(rig.rows.get(0).accepted()).isEqualTo(3);
  }

  @Test
  void a_client_that_is_at_work_is_waited_for_even_if_all_others_are_idle() {
    Rig rig = passes(1, 1, 3).joined();
    rig.pass(Rig.JOIN_TIMEOUT.minusSeconds(1));
    Turn turn = rig.client(0).begin();
    rig.pass(Rig.DEADLINE.minusNanos(1));
    assertThat(rig.end()).isEmpty();
    accepted(rig.client(0).update(turn, 1, 1).send());
  }

  @Test
  void times_are_those_of_joining_and_of_training() {
    Rig rig = Rig.asynchronous(policy(1, 2, 1), 3).open();
    rig.wait(Duration.ofSeconds(1));
    rig.client(0).join();
    rig.wait(Duration.ofSeconds(1));
    Turn first = rig.client(0).begin(); // the first instruction
    rig.wait(Duration.ofSeconds(2));
    rig.client(1).join(); // enough
    rig.wait(Duration.ofSeconds(3));
    accepted(rig.client(0).update(first, 1, 1).send());
    rig.client(1).pass(1, 1); // the last aggregation
    rig.client(2).join();
    rig.wait(Duration.ofSeconds(4));
    rig.client(2).begin();
    rig.client(2).abandon(1);
    assertThat(rig.end()).contains("");
    assertThat(rig.samples.get("federated.join_time")).containsExactly(4.0);
    assertThat(rig.samples.get("federated.train_time")).containsExactly(5.0);
    assertThat(rig.rows.get(0).elapsed()).isEqualTo(9.0);
    assertThat(rig.rows.get(0).duration()).isEqualTo(5.0);
  }

  // --- evaluation

  @Test
  void the_last_model_is_evaluated_at_the_end() {
    Rig rig = passes(1, 2, 2).evaluate().joined();
    rig.client(0).pass(1, 1);
    rig.client(1).pass(3, 3);
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.EVALUATE);
    assertThat(rig.latest().modelVersion()).isEqualTo(2);
    refused(rig.client(0).tryToBegin(), Cause.FINISHED);
    rig.client(0).evaluate(2.0, 0.5, 10);
    rig.client(1).evaluate(4.0, 0.7, 10);
    assertThat(rig.end()).contains("");
    assertThat(rig.rows.get(0).loss()).hasValue(3.0);
    assertThat(rig.rows.get(0).evaluated()).isEqualTo(20);
  }

  @Test
  void a_model_that_never_changed_is_not_evaluated() {
    Rig rig = passes(1, 3, 2).evaluate().joined();
    rig.client(0).pass(1, 1);
    rig.client(1).pass(3, 3);
    assertThat(rig.end()).contains("");
    assertThat(rig.rows.get(0).aggregated()).isFalse();
  }

  @Test
  void a_deadline_ends_the_last_evaluation() {
    Rig rig = passes(1, 1, 2).evaluate().joined();
    rig.client(0).pass(1, 1);
    rig.client(1).pass(1, 1);
    rig.client(0).tryToEvaluate(Optional.empty());
    rig.pass(Rig.DEADLINE);
    assertThat(rig.end()).contains("");
    assertThat(rig.rows.get(0).loss()).isEmpty();
  }

  @Test
  void an_aborted_run_keeps_what_it_had() {
    Rig rig = passes(2, 2, 2).joined();
    rig.client(0).pass(1, 1);
    rig.client(1).pass(3, 3);
    rig.client(0).pass(1, 1);
    rig.run.abort("enough");
    rig.run.abort("again");
    assertThat(rig.end()).contains("enough");
    assertThat(rig.rows).hasSize(1);
    assertThat(rig.run.report().pending()).isEqualTo(1);
    assertThat(rig.model()).containsExactly(2f, 2f);
  }

  @Test
  void an_aggregator_that_breaks_ends_the_run_with_its_reason() {
    for (BrokenAggregator.Where where : BrokenAggregator.Where.values()) {
      Rig rig = passes(2, 1, 1).aggregator(new BrokenAggregator(where)).joined();
      Turn turn = rig.client(0).begin();
      try {
        rig.client(0).update(turn, 1, 1).send();
      } catch (RuntimeException e) {
        assertThat(e).hasStackTraceContaining("out of order");
      }
      assertThat(rig.end().orElseThrow()).startsWith("the coordinator broke: ");
    }
  }
}
