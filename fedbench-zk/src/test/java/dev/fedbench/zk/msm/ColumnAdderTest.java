package dev.fedbench.zk.msm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.columns.ColumnField;
import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs added up in columns against runs added up one by one. */
class ColumnAdderTest {

  private static final int STRIDE = 1024;

  private final Random random = new Random(13);

  /** Columns whose elements are computed one by one. */
  private static final class Plain implements ColumnField {

    private static final PrimeField FIELD = PrimeField.BASE;

    private interface Operation {
      void at(long[] z, long[] x, long[] y);
    }

    @Override
    public void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo, int count) {
      each(z, zo, x, xo, y, yo, count, (c, a, b) -> FIELD.mul(c, 0, a, 0, b, 0));
    }

    @Override
    public void sub(long[] z, int zo, long[] x, int xo, long[] y, int yo, int count) {
      each(z, zo, x, xo, y, yo, count, (c, a, b) -> FIELD.sub(c, 0, a, 0, b, 0));
    }

    private static void each(
        long[] z, int zo, long[] x, int xo, long[] y, int yo, int count, Operation operation) {
      assertThat(count % GRAIN).isZero();
      for (int i = 0; i < count; i++) {
        long[] c = new long[5];
        operation.at(c, element(x, xo + i), element(y, yo + i));
        for (int k = 0; k < 5; k++) {
          z[zo + i + k * STRIDE] = c[k];
        }
      }
    }

    private static long[] element(long[] columns, int at) {
      long[] element = new long[5];
      for (int k = 0; k < 5; k++) {
        element[k] = columns[at + k * STRIDE];
      }
      return element;
    }
  }

  /** Same and opposite points and infinity meet, if there are but few different ones. */
  private long[] points(Curve curve, int count, int different) {
    long[] known = new long[different * curve.affineWidth()];
    for (int i = 0; i < different; i++) {
      G1.GENERATOR
          .times(BigInteger.valueOf(i - different / 2))
          .write(known, i * curve.affineWidth());
    }
    long[] points = new long[count * curve.affineWidth()];
    for (int i = 0; i < count; i++) {
      int from = random.nextInt(different) * curve.affineWidth();
      System.arraycopy(known, from, points, i * curve.affineWidth(), curve.affineWidth());
    }
    return points;
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 300})
  void runs_have_the_sums_that_one_by_one_gives_them(int different) {
    Curve curve = Bn254.g1();
    int[] lengths = {1, 0, 700, 2, 3, 1500, 64, 901};
    int[] starts = new int[lengths.length];
    int count = 0;
    for (int run = 0; run < lengths.length; run++) {
      starts[run] = count;
      count += lengths[run];
    }
    long[] fast = points(curve, count, different);
    long[] slow = fast.clone();
    int[] fastLengths = lengths.clone();
    new BatchAdder(curve, Optional.of(new ColumnAdder(new Plain(), STRIDE)))
        .sumRuns(fast, starts, fastLengths, lengths.length);
    new BatchAdder(curve, Optional.empty()).sumRuns(slow, starts, lengths, lengths.length);
    assertThat(fastLengths).isEqualTo(lengths);
    for (int run = 0; run < lengths.length; run++) {
      if (lengths[run] > 0) {
        int at = starts[run] * curve.affineWidth();
        assertThat(G1.copyOf(fast, at)).isEqualTo(G1.copyOf(slow, at));
      }
    }
  }
}
