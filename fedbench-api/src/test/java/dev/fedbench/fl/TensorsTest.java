package dev.fedbench.fl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorsTest {

  private static final TensorLayout LAYOUT =
      TensorLayout.of(TensorSpec.of("weights", 2), TensorSpec.of("bias", 1));

  private static Tensors tensors(float... values) {
    return new Tensors(LAYOUT, values);
  }

  @Test
  void a_copy_changes_without_the_original() {
    Tensors original = tensors(1, 2, 3);
    Tensors copy = original.copy();
    copy.values()[0] = 9;
    assertThat(original.values()).containsExactly(1, 2, 3);
    assertThat(copy.layout()).isEqualTo(LAYOUT);
  }

  @Test
  void minus_and_plus_work_value_by_value_and_leave_both_alone() {
    Tensors one = tensors(1, 2, 3);
    Tensors other = tensors(0.5f, 4, -1);
    assertThat(one.minus(other).values()).containsExactly(0.5f, -2, 4);
    assertThat(one.plus(other).values()).containsExactly(1.5f, 6, 2);
    assertThat(one.minus(other).layout()).isEqualTo(LAYOUT);
    assertThat(one.values()).containsExactly(1, 2, 3);
    assertThat(other.values()).containsExactly(0.5f, 4, -1);
  }

  @Test
  void no_tensors_count_as_zeros_of_any_layout() {
    Tensors one = tensors(1, 2, 3);
    assertThat(one.minus(Tensors.EMPTY).values()).containsExactly(1, 2, 3);
    assertThat(one.plus(Tensors.EMPTY).values()).containsExactly(1, 2, 3);
  }

  @Test
  void another_layout_is_refused_by_both_names() {
    Tensors other = Tensors.of("weights", 1, 2, 3);
    assertThatThrownBy(() -> tensors(1, 2, 3).minus(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(other.layout().toString())
        .hasMessageContaining(LAYOUT.toString());
    assertThatThrownBy(() -> tensors(1, 2, 3).plus(other))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Tensors.EMPTY.minus(other))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
