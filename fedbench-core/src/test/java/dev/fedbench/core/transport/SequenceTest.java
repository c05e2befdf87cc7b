package dev.fedbench.core.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTest {

  @Test
  void what_lies_between_two_versions_is_skipped_and_what_was_before_the_first_is_not() {
    Sequence sequence = new Sequence();
    assertThat(sequence.next(5)).isTrue();
    assertThat(sequence.next(6)).isTrue();
    assertThat(sequence.skipped()).isZero();
    assertThat(sequence.next(10)).isTrue();
    assertThat(sequence.skipped()).isEqualTo(3);
  }

  @Test
  void a_version_that_does_not_rise_is_not_noted() {
    Sequence sequence = new Sequence();
    sequence.next(5);
    assertThat(sequence.next(5)).isFalse();
    assertThat(sequence.next(-5)).isFalse();
    assertThat(sequence.next(7)).isTrue();
    assertThat(sequence.skipped()).isEqualTo(1);
  }
}
