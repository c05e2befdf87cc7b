package dev.fedbench.zk.groth16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalPointsTest {

  private final Random random = new Random(3);

  private G1 point() {
    return G1.GENERATOR.times(new BigInteger(253, random));
  }

  private VerificationKey key(int signals) {
    List<G1> ic = IntStream.rangeClosed(0, signals).mapToObj(i -> point()).toList();
    G2 two = G2.GENERATOR.times(BigInteger.TWO);
    return new VerificationKey(point(), two, G2.GENERATOR, two, ic);
  }

  /** Any signal, and those whose digits carry or are the largest. */
  private BigInteger signal() {
    return switch (random.nextInt(6)) {
      case 0 -> BigInteger.valueOf(random.nextInt(40));
      case 1 -> Bn254.ORDER.subtract(BigInteger.valueOf(1 + random.nextInt(40)));
      case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(254)).subtract(BigInteger.ONE);
      case 3 -> new BigInteger("10".repeat(1 + random.nextInt(25)) + "000", 32).mod(Bn254.ORDER);
      default -> new BigInteger(253, random);
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void the_sum_is_that_of_the_points_each_times_its_signal(int count) {
    VerificationKey key = key(count);
    SignalPoints points = new SignalPoints(key);
    for (int round = 0; round < 20; round++) {
      List<BigInteger> signals = new ArrayList<>();
      G1 expected = key.ic().get(0);
      for (int i = 1; i <= count; i++) {
        BigInteger signal = signal();
        signals.add(signal);
        expected = expected.plus(key.ic().get(i).times(signal));
      }
      assertThat(points.sum(signals)).isEqualTo(expected);
    }
  }
}
