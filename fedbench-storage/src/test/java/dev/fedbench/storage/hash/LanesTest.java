package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Without the module that has vectors. */
class LanesTest {

  @Test
  void what_is_fastest_is_chosen_and_figures_say_why() {
    assertThat(Lanes.name()).isIn("one by one", "loops over lanes");
    assertThat(Lanes.description())
        .matches(
            Lanes.name()
                + ": ns a byte: one by one [0-9.]+, loops over lanes [0-9.]+"
                + "; fedbench-storage-vector is not there; add it");
    assertThat(Lanes.chosen().isPresent()).isEqualTo(!Lanes.name().equals("one by one"));
  }

  @Test
  void what_cannot_be_done_is_not_taken_for_granted() {
    assertThat(Lanes.asTold("off").sha256()).isEmpty();
    assertThat(Lanes.asTold("loops").sha256()).isPresent();
    assertThatThrownBy(() -> Lanes.asTold("on"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "-Ddev.fedbench.storage.lanes=on, but fedbench-storage-vector is not there; add it");
    assertThatThrownBy(() -> Lanes.asTold("yes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Ddev.fedbench.storage.lanes=yes; expected auto, on, loops or off");
  }
}
