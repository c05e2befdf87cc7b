package dev.fedbench.zk.msm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.vector.VectorArithmetic;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of many points in vectors are those made one by one. */
class VectorSumsTest {

  private static final PrimeField BASE = PrimeField.BASE;
  private static final PrimeField SCALAR = PrimeField.SCALAR;

  private final Random random = new Random(7);

  private static LaneForm form() {
    return new LaneForm(BASE, new VectorArithmetic().field(BASE.prime()));
  }

  private long[] scalars(int count) {
    long[] scalars = SCALAR.array(count);
    for (int i = 0; i < count; i++) {
      int bits = random.nextInt(3) == 0 ? 1 : 254;
      SCALAR.set(scalars, SCALAR.width() * i, new BigInteger(bits, random));
    }
    return scalars;
  }

  private static <A> long[] sum(PointAdder<A> adder, long[] points, long[] scalars) {
    Curve curve = adder.curve();
    Scalars plain = new Scalars(scalars, 0, points.length / curve.affineWidth());
    long[] sum = new Pippenger<>(adder).sum(adder.of(new Points(points)), plain);
    long[] affine = new long[curve.affineWidth()];
    curve.toAffine(affine, 0, sum, 0);
    return affine;
  }

  @Test
  void in_g1() {
    Curve curve = Bn254.g1();
    int count = 3000;
    long[] base = new long[curve.affineWidth()];
    G1.GENERATOR.write(base, 0);
    long[] points = new FixedBase(curve, base).multiply(scalars(count)); // infinity is among them
    long[] scalars = scalars(count);
    assertThat(G1.copyOf(sum(LaneAdder.of(curve, form()), points, scalars), 0))
        .isEqualTo(G1.copyOf(sum(new ScalarAdder(curve), points, scalars), 0));
  }

  @Test
  void in_g2() {
    Curve curve = Bn254.g2();
    int count = 600;
    long[] base = new long[curve.affineWidth()];
    G2.GENERATOR.write(base, 0);
    long[] points = new FixedBase(curve, base).multiply(scalars(count));
    long[] scalars = scalars(count);
    assertThat(G2.copyOf(sum(LaneAdder.of(curve, form()), points, scalars), 0))
        .isEqualTo(G2.copyOf(sum(new ScalarAdder(curve), points, scalars), 0));
  }
}
