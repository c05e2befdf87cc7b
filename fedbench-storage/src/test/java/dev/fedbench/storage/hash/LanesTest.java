package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void what_is_fastest_is_chosen_and_figures_say_why() {
    assertThat(Lanes.name()).isIn("one by one", "loops over lanes");
    assertThat(Lanes.description())
        .matches(Lanes.name() + ": ns a byte: one by one [0-9.]+, loops over lanes [0-9.]+");
    assertThat(Lanes.chosen()).isEqualTo(!Lanes.name().equals("one by one"));
  }

  @Test
  void whoever_knows_better_decides_and_a_mistake_is_told() {
    assertThat(Lanes.asTold("on").sideBySide()).isTrue();
    assertThat(Lanes.asTold("off").sideBySide()).isFalse();
    assertThatThrownBy(() -> Lanes.asTold("yes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("-Ddev.fedbench.storage.lanes=yes; expected auto, on or off");
  }
}
