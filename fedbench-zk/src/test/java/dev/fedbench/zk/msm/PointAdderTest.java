package dev.fedbench.zk.msm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.lanes.PlainLanes;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of runs, one by one and side by side, against sums of factors of one point. */
class PointAdderTest {

  private static final int[] LENGTHS = {1, 0, 70, 2, 3, 150, 64, 5, 91, 1, 33, 4};

  private final Random random = new Random(13);

  private static LaneForm form() {
    return new LaneForm(PrimeField.BASE, new PlainLanes(PrimeField.BASE.prime()));
  }

  private static PointAdder<?> adder(String name) {
    return switch (name) {
      case "G1" -> new ScalarAdder(Bn254.g1());
      case "G2" -> new ScalarAdder(Bn254.g2());
      case "G1 in lanes" -> LaneAdder.of(Bn254.g1(), form());
      case "G2 in lanes" -> LaneAdder.of(Bn254.g2(), form());
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Same and opposite points and infinity meet, if there are but few different ones. */
  @ParameterizedTest
  @CsvSource({
    "G1, 5", "G1, 300", "G2, 5", "G2, 40",
    "G1 in lanes, 5", "G1 in lanes, 300", "G2 in lanes, 5", "G2 in lanes, 40"
  })
  void runs_have_the_sums_of_their_points(String name, int different) {
    check(adder(name), different);
  }

  private <A> void check(PointAdder<A> adder, int different) {
    long[] points = multiples(adder.curve(), different);
    int count = 0;
    int[] starts = new int[LENGTHS.length + 1];
    for (int run = 0; run < LENGTHS.length; run++) {
      count += LENGTHS[run];
      starts[run + 1] = count;
    }
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int point = random.nextInt(different);
      order[i] = random.nextBoolean() ? point : ~point;
    }
    A sums = adder.array(LENGTHS.length + 1);
    adder.sumRuns(adder.of(new Points(points)), order, starts, sums, 1);
    long[] found = adder.toLongs(sums);
    for (int run = 0; run < LENGTHS.length; run++) {
      long factor = 0;
      for (int i = starts[run]; i < starts[run + 1]; i++) {
        factor += order[i] >= 0 ? factor(order[i], different) : -factor(~order[i], different);
      }
      assertThat(adder.isInfinity(sums, run + 1)).isEqualTo(factor == 0);
      check(adder.curve(), found, run + 1, factor);
    }
  }

  private static long factor(int i, int different) {
    return i - different / 2;
  }

  private static boolean isG1(Curve curve) {
    return curve.field() == PrimeField.BASE;
  }

  private static void check(Curve curve, long[] points, int i, long factor) {
    int at = i * curve.affineWidth();
    if (isG1(curve)) {
      assertThat(G1.copyOf(points, at)).isEqualTo(G1.GENERATOR.times(BigInteger.valueOf(factor)));
    } else {
      assertThat(G2.copyOf(points, at)).isEqualTo(G2.GENERATOR.times(BigInteger.valueOf(factor)));
    }
  }

  private static long[] multiples(Curve curve, int different) {
    long[] points = new long[different * curve.affineWidth()];
    for (int i = 0; i < different; i++) {
      BigInteger factor = BigInteger.valueOf(factor(i, different));
      if (isG1(curve)) {
        G1.GENERATOR.times(factor).write(points, i * curve.affineWidth());
      } else {
        G2.GENERATOR.times(factor).write(points, i * curve.affineWidth());
      }
    }
    return points;
  }
}
