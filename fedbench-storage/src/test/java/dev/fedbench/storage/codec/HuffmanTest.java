package dev.fedbench.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes against the textbook's tree, and against what is optimal within the limit. */
class HuffmanTest {

  static List<int[]> counts() {
    Random random = new Random(7);
    List<int[]> all = new ArrayList<>();
    for (int n : new int[] {2, 3, 5, 60, 241, 256}) {
      all.add(counts(n, i -> 1));
      all.add(counts(n, i -> 1 + random.nextInt(1000)));
      all.add(counts(n, i -> 1 + (int) (1e5 * Math.exp(-(i - 30) * (i - 30) / 80.0))));
      all.add(counts(n, i -> i < 1 ? 1 << 20 : 1));
      all.add(counts(n, i -> 1 << Math.min(20, i)));
      all.add(counts(n, i -> random.nextInt(3) == 0 || i < 2 ? random.nextInt(1 << 15) + 1 : 0));
    }
    return all;
  }

  private static int[] counts(int n, IntUnaryOperator count) {
    int[] counts = new int[256];
    for (int i = 0; i < n; i++) {
      counts[i] = count.applyAsInt(i);
    }
    return counts;
  }

  private static int[] lengths(int[] counts) {
    int[] lengths = new int[256];
    Huffman.lengths(counts, 0, lengths);
    return lengths;
  }

  private static long bits(int[] counts, int[] lengths) {
    long bits = 0;
    for (int symbol = 0; symbol < 256; symbol++) {
      bits += (long) counts[symbol] * lengths[symbol];
    }
    return bits;
  }

  /** What the textbook's tree takes: the sum of all inner nodes. */
  private static long treeBits(int[] counts) {
    PriorityQueue<Long> nodes = new PriorityQueue<>();
    Arrays.stream(counts).filter(count -> count > 0).forEach(count -> nodes.add((long) count));
    long bits = 0;
    while (nodes.size() > 1) {
      long node = nodes.remove() + nodes.remove();
      bits += node;
      nodes.add(node);
    }
    return bits;
  }

  /**
   * What the best code within the limit takes, by package-merge (L. Larmore and D. Hirschberg, J.
   * ACM 37, 1990): the lightest 2n - 2 of the items of the last level.
   */
  private static long limitedBits(int[] counts) {
    long[] leaves = Arrays.stream(counts).filter(c -> c > 0).asLongStream().sorted().toArray();
    long[] items = leaves;
    for (int level = 1; level < Huffman.MOST_BITS; level++) {
      long[] merged = Arrays.copyOf(leaves, leaves.length + items.length / 2);
      for (int i = 0; i < items.length / 2; i++) {
        merged[leaves.length + i] = items[2 * i] + items[2 * i + 1];
      }
      Arrays.sort(merged);
      items = merged;
    }
    return Arrays.stream(items).limit(2L * leaves.length - 2).sum();
  }

  @ParameterizedTest
  @MethodSource("counts")
  void codes_fill_the_space_of_codes_and_none_is_longer_than_the_limit(int[] counts) {
    int[] lengths = lengths(counts);
    assertThat(Huffman.areComplete(lengths)).isTrue();
    for (int symbol = 0; symbol < 256; symbol++) {
      assertThat(lengths[symbol] > 0).isEqualTo(counts[symbol] > 0);
      assertThat(lengths[symbol]).isBetween(0, Huffman.MOST_BITS);
    }
  }

  @ParameterizedTest
  @MethodSource("counts")
  void codes_are_as_good_as_the_tree_where_that_keeps_to_the_limit_and_nearly_so_elsewhere(
      int[] counts) {
    long bits = bits(counts, lengths(counts));
    long best = limitedBits(counts);
    assertThat(bits).isGreaterThanOrEqualTo(best);
    if (best == treeBits(counts)) {
      assertThat(bits).isEqualTo(best);
    }
    assertThat(bits).isLessThanOrEqualTo(best + best / 100);
  }
}
