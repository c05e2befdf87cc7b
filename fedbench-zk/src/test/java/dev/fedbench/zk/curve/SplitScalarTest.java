package dev.fedbench.zk.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitScalarTest {

  private static final long[] EDGES = {0, 1, -1, 2, 3, Long.MAX_VALUE, Long.MIN_VALUE};

  @Test
  void the_root_is_of_order_three() {
    assertThat(SplitScalar.ROOT).isNotEqualTo(BigInteger.ONE);
    assertThat(SplitScalar.ROOT.pow(3).mod(Bn254.ORDER)).isEqualTo(BigInteger.ONE);
  }

  @Test
  void the_map_of_a_coordinate_is_a_multiplication_with_the_root() {
    Random random = new Random(1);
    for (int i = 0; i < 5; i++) {
      G1 point = G1.GENERATOR.times(new BigInteger(253, random));
      long[] image = new long[Bn254.g1().affineWidth()];
      point.write(image, 0);
      SplitScalar.timesRoot(image, 0, image, 0);
      assertThat(G1.copyOf(image, 0)).isEqualTo(point.times(SplitScalar.ROOT));
    }
  }

  @Test
  void products_are_those_with_the_whole_scalar() {
    Random random = new Random(2);
    List<G1> points = new ArrayList<>();
    List<SplitScalar> scalars = new ArrayList<>();
    for (long a : EDGES) {
      for (long b : EDGES) {
        scalars.add(new SplitScalar(a, b));
        points.add(G1.GENERATOR.times(new BigInteger(253, random)));
      }
    }
    for (int i = 0; i < 50; i++) {
      scalars.add(new SplitScalar(random.nextLong(), random.nextLong()));
      points.add(i == 7 ? G1.INFINITY : G1.GENERATOR.times(new BigInteger(253, random)));
    }
    List<G1> products = SplitScalar.multiply(points, scalars);
    for (int i = 0; i < points.size(); i++) {
      assertThat(products.get(i)).isEqualTo(points.get(i).times(scalars.get(i).value()));
    }
  }

  @Test
  void as_many_points_as_scalars() {
    assertThatThrownBy(() -> SplitScalar.multiply(List.of(G1.GENERATOR), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 points and 0 scalars");
  }
}
