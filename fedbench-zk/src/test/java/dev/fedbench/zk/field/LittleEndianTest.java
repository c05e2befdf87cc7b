package dev.fedbench.zk.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LittleEndianTest {

  record Case(PrimeField field, int shift) {}

  static Stream<Case> cases() {
    return Stream.of(PrimeField.BASE, PrimeField.SCALAR)
        .flatMap(field -> Stream.of(0, 256, 512).map(shift -> new Case(field, shift)));
  }

  private static ByteBuffer bytes(BigInteger number) {
    ByteBuffer bytes = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < LittleEndian.BYTES; i++) {
      bytes.put(3 + i, number.shiftRight(8 * i).byteValue());
    }
    return bytes;
  }

  private static List<BigInteger> numbers(BigInteger prime) {
    Random random = new Random(8);
    List<BigInteger> numbers = new ArrayList<>(List.of(BigInteger.ZERO, BigInteger.ONE));
    numbers.add(prime.subtract(BigInteger.ONE));
    for (int i = 0; i < 500; i++) {
      numbers.add(new BigInteger(1 + random.nextInt(260), random).mod(prime));
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_is_read_is_the_number_over_the_power_and_is_written_as_it_was(Case one) {
    LittleEndian encoding = new LittleEndian(one.field(), one.shift());
    BigInteger prime = one.field().prime();
    BigInteger inverse = BigInteger.ONE.shiftLeft(one.shift()).modInverse(prime);
    for (BigInteger stored : numbers(prime)) {
      long[] element = one.field().array(2);
      assertThat(encoding.read(element, 5, bytes(stored), 3)).isTrue();
      assertThat(one.field().number(element, 5)).isEqualTo(stored.multiply(inverse).mod(prime));
      ByteBuffer written = bytes(BigInteger.ZERO);
      encoding.write(written, 3, element, 5);
      assertThat(written.array()).isEqualTo(bytes(stored).array());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_is_not_below_the_prime_is_refused(Case one) {
    LittleEndian encoding = new LittleEndian(one.field(), one.shift());
    BigInteger prime = one.field().prime();
    BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    for (BigInteger stored :
        List.of(prime, prime.add(BigInteger.ONE), prime.setBit(255), largest)) {
      assertThat(encoding.read(one.field().array(1), 0, bytes(stored), 3)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void elements_that_are_not_reduced_are_written_reduced(Case one) {
    LittleEndian encoding = new LittleEndian(one.field(), one.shift());
    long[] sum = one.field().array(1);
    long[] minusOne = one.field().array(1);
    one.field().set(minusOne, 0, -1);
    one.field().set(sum, 0, 1);
    one.field().add(sum, 0, sum, 0, minusOne, 0); // 0, or p
    ByteBuffer written = bytes(BigInteger.ONE);
    encoding.write(written, 3, sum, 0);
    assertThat(written.array()).isEqualTo(bytes(BigInteger.ZERO).array());
  }
}
