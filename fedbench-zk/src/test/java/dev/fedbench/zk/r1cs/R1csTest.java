package dev.fedbench.zk.r1cs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.r1cs.ConstraintBuilder.Wire;
import org.junit.jupiter.api.Test;

class R1csTest {

  @Test
  void booleans_are_the_variables_that_a_constraint_holds_to_0_and_1_and_no_others() {
    ConstraintBuilder builder = new ConstraintBuilder();
    Wire first = builder.publicInput(() -> Elements.ONE);
    Wire second = builder.hint(() -> Elements.ONE);
    Wire third = builder.hint(() -> Elements.ONE);
    Wire fourth = builder.hint(() -> Elements.ONE);
    builder.assertProduct(first, second, first);
    builder.assertProduct(fourth, fourth, first);
    builder.assertBoolean(builder.add(second, third));
    builder.assertBoolean(builder.scale(second, Elements.of(2)));
    builder.assertBoolean(third);
    assertThat(builder.build().booleans().stream().toArray()).containsExactly(3);
  }
}
