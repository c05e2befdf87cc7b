package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Without the module that has vectors. */
class LanesTest {

  @Test
  void without_a_service_everything_goes_one_by_one() {
    assertThat(Lanes.name()).isEqualTo("one by one");
    assertThat(Lanes.description())
        .isEqualTo("one by one: fedbench-storage-vector is not there; add it");
    assertThat(Lanes.chosen()).isEmpty();
  }

  @Test
  void what_cannot_be_done_is_not_taken_for_granted() {
    assertThat(Lanes.asTold("off").sha256()).isEmpty();
    assertThatThrownBy(() -> Lanes.asTold("on"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "-Ddev.fedbench.storage.lanes=on, but fedbench-storage-vector is not there; add it");
    assertThatThrownBy(() -> Lanes.asTold("yes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Ddev.fedbench.storage.lanes=yes; expected auto, on or off");
  }
}
