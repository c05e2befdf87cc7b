package dev.fedbench.core.fl.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotFlagsTest {

  @Test
  void flags_are_those_of_a_set_of_bits() {
    Random random = new Random(4);
    for (int slots : new int[] {1, 31, 32, 33, 500}) {
      SlotFlags flags = new SlotFlags(slots);
      BitSet expected = new BitSet();
      for (int i = 0; i < 2_000; i++) {
        int slot = random.nextInt(slots);
        if (random.nextBoolean()) {
          assertThat(flags.set(slot)).isEqualTo(!expected.get(slot));
          expected.set(slot);
        } else {
          flags.clear(slot);
          expected.clear(slot);
        }
        assertThat(flags.get(slot)).isEqualTo(expected.get(slot));
      }
      assertThat(flags.count()).isEqualTo(expected.cardinality());
    }
  }

  @Test
  void seeds_of_near_things_are_far_apart() {
    Set<Long> seeds = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      for (long index = 0; index < 100; index++) {
        seeds.add(Seeds.of(seed, index));
      }
    }
    assertThat(seeds).hasSize(10_000);
    // SplitMix64 from 0 begins with this: its reference implementation's first output.
    assertThat(Seeds.of(0, 0)).isEqualTo(0xe220a8397b1dcdafL);
  }
}
