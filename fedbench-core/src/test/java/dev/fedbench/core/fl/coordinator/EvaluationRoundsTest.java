package dev.fedbench.core.fl.coordinator;

import static dev.fedbench.core.fl.coordinator.Rig.accepted;
import static dev.fedbench.core.fl.coordinator.Rig.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.result.RoundRow;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EvaluationRoundsTest {

  private static Rig fitted(int rounds, int clients) {
    Rig rig = Rig.synchronous(rounds, 1, 1, clients).evaluate().joined();
    fit(rig);
    return rig;
  }

  private static void fit(Rig rig) {
    rig.clients.forEach(client -> accepted(client.update(1, 1).send()));
  }

  @Test
  void the_new_models_evaluation_is_the_mean_weighted_by_examples() {
    Rig rig = fitted(1, 3);
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.EVALUATE);
    assertThat(rig.latest().modelVersion()).isEqualTo(2);
    assertThat(rig.latest().model().map(Rig::tensors).orElseThrow().values())
        .containsExactly(1f, 1f);
    rig.client(0).evaluate(1.0, 0.5, 10);
    rig.wait(Duration.ofSeconds(2));
    rig.client(1).evaluate(4.0, 0.8, 30);
    assertThat(rig.end()).isEmpty();
    rig.client(2).cannotEvaluate();
    assertThat(rig.end()).contains("");
    RoundRow row = rig.rows.get(0);
    assertThat(row.loss().getAsDouble()).isCloseTo((10 * 1.0 + 30 * 4.0) / 40, within(1e-12));
    assertThat(row.accuracy().getAsDouble()).isCloseTo((10 * 0.5 + 30 * 0.8) / 40, within(1e-12));
    assertThat(row.evaluated()).isEqualTo(40);
    assertThat(row.elapsed()).isEqualTo(2.0);
    assertThat(row.duration()).isZero();
    assertThat(rig.samples.get("round.evaluation")).containsExactly(2.0);
  }

  @Test
  void accuracy_is_over_those_who_have_one() {
    Rig rig = fitted(1, 2);
    rig.client(0).evaluate(1.0, 0.25, 10);
    rig.client(1).tryToEvaluate(Optional.of(new Evaluation(3.0, OptionalDouble.empty(), 30)));
    RoundRow row = rig.rows.get(0);
    assertThat(row.loss().getAsDouble()).isCloseTo(2.5, within(1e-12));
    assertThat(row.accuracy().getAsDouble()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void after_a_round_in_which_nobody_could_evaluate_nobody_is_asked_again() {
    Rig rig = fitted(3, 2);
    rig.client(0).cannotEvaluate();
    rig.client(1).cannotEvaluate();
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.FIT);
    assertThat(rig.rows.get(0).loss()).isEmpty();
    assertThat(rig.rows.get(0).evaluated()).isZero();
    fit(rig);
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.FIT);
    assertThat(rig.latest().round()).isEqualTo(3);
    assertThat(rig.samples).doesNotContainKey("round.evaluation");
  }

  @Test
  void one_rounds_evaluation_is_not_the_next_rounds() {
    Rig rig = Rig.synchronous(2, 2, 1, 2).evaluate().joined();
    fit(rig);
    rig.client(0).evaluate(1.0, 0.5, 10);
    rig.client(1).evaluate(1.0, 0.5, 10);
    rig.client(0).abandon(2);
    rig.client(1).abandon(2);
    assertThat(rig.rows.get(0).loss()).isPresent();
    assertThat(rig.rows.get(1).aggregated()).isFalse();
    assertThat(rig.rows.get(1).loss()).as("the model is an old one").isEmpty();
  }

  @Test
  void a_deadline_ends_an_evaluation_with_those_who_answered() {
    Rig rig = fitted(2, 3);
    rig.client(0).evaluate(1.0, 0.5, 10);
    rig.pass(Rig.DEADLINE.minusNanos(1));
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.EVALUATE);
    rig.pass(Duration.ofNanos(1));
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.FIT);
    assertThat(rig.latest().selection().contains(0)).isTrue();
    assertThat(rig.latest().selection().contains(1)).as("it was silent").isFalse();
    assertThat(rig.rows.get(0).evaluated()).isEqualTo(10);
    rig.client(1).evaluate(100.0, 0, 10); // too late: nobody listens, but it is there again
    accepted(rig.client(0).update(1, 1).send());
    assertThat(rig.rows.get(0).loss()).hasValue(1.0);
    assertThat(rig.latest().selection().contains(1)).isTrue();
  }

  @Test
  void an_evaluation_of_another_model_or_said_twice_or_unasked_does_not_count() {
    Rig rig = Rig.synchronous(2, 1, 1, 2).evaluate().joined();
    rig.client(0).evaluate(9.0, 0, 10); // nobody asked
    fit(rig);
    for (long version : new long[] {1, 3}) {
      Evaluated other =
          new Evaluated(rig.client(0).member(), version, Optional.of(Evaluation.of(9.0, 0, 100)));
      rig.call(Method.EVALUATE, other.encode());
    }
    rig.client(0).evaluate(1.0, 1, 10);
    rig.client(0).evaluate(9.0, 0, 100);
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.EVALUATE);
    rig.client(1).evaluate(3.0, 0, 10);
    assertThat(rig.rows.get(0).loss().getAsDouble()).isCloseTo(2.0, within(1e-12));
    assertThat(rig.rows.get(0).evaluated()).isEqualTo(20);
  }

  @Test
  void an_evaluation_of_more_examples_than_enrolled_is_refused_and_not_waited_for() {
    Rig rig = fitted(1, 2);
    refused(
        rig.client(0).tryToEvaluate(Optional.of(Evaluation.of(0, 1, Rig.MAX_EXAMPLES + 1))),
        Cause.TOO_MANY_EXAMPLES);
    rig.client(1).evaluate(3.0, 0.5, Rig.MAX_EXAMPLES);
    assertThat(rig.end()).contains("");
    assertThat(rig.rows.get(0).loss()).hasValue(3.0);
  }

  @Test
  void a_mean_of_huge_losses_is_finite() {
    Rig rig = fitted(1, 3);
    rig.client(0).evaluate(1.7e308, 0, 1_000);
    rig.client(1).evaluate(1.7e308, 0, 1_000);
    rig.client(2).evaluate(-1.7e308, 0, 1_000);
    assertThat(rig.rows.get(0).loss().getAsDouble() / 1e308).isCloseTo(1.7 / 3, within(1e-9));
  }

  @Test
  void a_failed_round_has_no_new_model_to_evaluate() {
    Rig rig = Rig.synchronous(2, 2, 1, 2).evaluate().joined();
    accepted(rig.client(0).update(1, 1).send());
    rig.client(1).abandon(1);
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.FIT);
    assertThat(rig.latest().round()).isEqualTo(2);
  }

  @Test
  void clients_that_were_not_selected_evaluate_too() {
    Rig rig = Rig.synchronous(1, 1, 0.25, 4).evaluate().joined();
    for (HandMadeClient client : rig.clients) {
      if (rig.latest().selection().contains(client.index)) {
        accepted(client.update(1, 1).send());
        break;
      }
    }
    assertThat(rig.latest().kind()).isEqualTo(Announcement.Kind.EVALUATE);
    rig.clients.forEach(client -> client.evaluate(1.0, 1, 1));
    assertThat(rig.rows.get(0).evaluated()).isEqualTo(4);
    assertThat(rig.rows.get(0).selected()).isEqualTo(1);
  }
}
