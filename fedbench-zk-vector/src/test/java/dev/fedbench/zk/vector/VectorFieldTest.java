package dev.fedbench.zk.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.columns.ColumnField;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors against products one by one: the same limbs, not only the same numbers. */
class VectorFieldTest {

  private static final PrimeField FIELD = PrimeField.BASE;
  private static final int W = FIELD.width();
  private static final BigInteger TWICE = FIELD.prime().shiftLeft(1);

  private final Random random = new Random(5);

  /** Any below 2p; at both ends; with limbs of zeros and ones. */
  private BigInteger number() {
    return switch (random.nextInt(5)) {
      case 0 -> BigInteger.valueOf(random.nextInt(3));
      case 1 -> TWICE.subtract(BigInteger.valueOf(1 + random.nextInt(3)));
      case 2 -> BigInteger.ONE.shiftLeft(52 * (1 + random.nextInt(4))).subtract(BigInteger.ONE);
      default -> new BigInteger(260, random).mod(TWICE);
    };
  }

  private long[] elements(int count) {
    long[] elements = FIELD.array(count);
    for (int i = 0; i < count; i++) {
      BigInteger number = number();
      for (int k = 0; k < W; k++) {
        elements[W * i + k] = number.shiftRight(52 * k).longValue() & (1L << 52) - 1;
      }
    }
    return elements;
  }

  private static long[] columns(long[] elements) {
    int count = elements.length / W;
    long[] columns = new long[elements.length];
    for (int i = 0; i < elements.length; i++) {
      columns[i % W * count + i / W] = elements[i];
    }
    return columns;
  }

  private static ColumnField field(int stride) {
    return FIELD.columns(new VectorArithmetic(), stride);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 80, 4096})
  void products_are_those_of_one_by_one_bit_by_bit(int count) {
    long[] x = elements(count);
    long[] y = elements(count);
    long[] found = new long[x.length];
    field(count).mul(found, 0, columns(x), 0, columns(y), 0, count);
    for (int i = 0; i < x.length; i += W) {
      FIELD.mul(x, i, x, i, y, i);
    }
    assertThat(found).isEqualTo(columns(x));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 80, 4096})
  void differences_are_those_of_one_by_one_bit_by_bit(int count) {
    long[] x = elements(count);
    long[] y = elements(count);
    long[] found = new long[x.length];
    field(count).sub(found, 0, columns(x), 0, columns(y), 0, count);
    for (int i = 0; i < x.length; i += W) {
      FIELD.sub(x, i, x, i, y, i);
    }
    assertThat(found).isEqualTo(columns(x));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 48})
  void a_result_may_take_an_operands_place_at_any_offset(int offset) {
    int stride = 128;
    long[] x = elements(stride);
    long[] y = elements(stride);
    long[] found = columns(x);
    field(stride).mul(found, offset, found, offset, columns(y), offset, 64);
    for (int i = offset; i < offset + 64; i++) {
      FIELD.mul(x, W * i, x, W * i, y, W * i);
    }
    assertThat(found).isEqualTo(columns(x));
  }
}
