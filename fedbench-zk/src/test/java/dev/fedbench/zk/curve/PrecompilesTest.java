package dev.fedbench.zk.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outside truth: the conformance vectors of EIP-196 and EIP-197. */
class PrecompilesTest {

  static Stream<Vectors> additions() throws IOException {
    return Vectors.of("g1-add");
  }

  static Stream<Vectors> multiplications() throws IOException {
    return Vectors.of("g1-scalar-mul");
  }

  static Stream<Vectors> pairings() throws IOException {
    return Vectors.of("pairing");
  }

  @ParameterizedTest
  @MethodSource("additions")
  void points_add_up_as_in_eip_196(Vectors vector) {
    G1 sum = vector.g1(0).plus(vector.g1(2));
    assertThat(sum.x()).isEqualTo(vector.out(0));
    assertThat(sum.y()).isEqualTo(vector.out(1));
  }

  @ParameterizedTest
  @MethodSource("multiplications")
  void points_multiply_as_in_eip_196(Vectors vector) {
    G1 product = vector.g1(0).times(vector.in(2));
    assertThat(product.x()).isEqualTo(vector.out(0));
    assertThat(product.y()).isEqualTo(vector.out(1));
  }

  @ParameterizedTest
  @MethodSource("pairings")
  void products_of_pairings_are_one_where_eip_197_says_so(Vectors vector) {
    List<G1> ps = new ArrayList<>();
    List<PreparedG2> qs = new ArrayList<>();
    for (int word = 0; word < vector.words(); word += 6) {
      ps.add(vector.g1(word));
      qs.add(vector.g2(word + 2).prepared());
    }
    boolean one = new Pairing().product(ps, qs).isOne();
    assertThat(one ? BigInteger.ONE : BigInteger.ZERO).isEqualTo(vector.out(0));
  }
}
