package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {

  @ParameterizedTest
  @ValueSource(ints = {64, 128, 1024, 1088})
  void parts_side_by_side_have_the_digests_of_parts_one_by_one(int length) {
    byte[] bytes = new byte[Parts.COUNT * length + 20];
    new Random(length).nextBytes(bytes);
    assertThat(Parts.sideBySide(new PlainLanes(), bytes, 7, length))
        .isEqualTo(Parts.oneByOne(bytes, 7, length));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 1024})
  void what_is_chosen_gives_the_same(int length) {
    byte[] bytes = new byte[Parts.COUNT * length];
    new Random(length).nextBytes(bytes);
    assertThat(Parts.digests(bytes, 0, length)).isEqualTo(Parts.oneByOne(bytes, 0, length));
  }
}
