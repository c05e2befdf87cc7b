package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.spi.InvalidConfigException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionerTest {

  private final Examples train = Split.stratified(Digits.dataset().all(), 0.2, 5).train();

  static Stream<Arguments> partitions() {
    return Stream.of(
            new IidPartitioner(),
            new DirichletPartitioner(0.001),
            new DirichletPartitioner(0.3),
            new DirichletPartitioner(1_000_000),
            new ShardPartitioner(1),
            new ShardPartitioner(2))
        .flatMap(p -> IntStream.of(1, 2, 10, 99, 700).mapToObj(n -> Arguments.of(p, n)));
  }

  @ParameterizedTest
  @MethodSource("partitions")
  void every_example_has_one_owner_and_every_client_an_example(Partitioner rule, int clients) {
    for (long seed = 0; seed < 3; seed++) {
      Examples[] parts = rule.partition(train, clients, seed);

      assertThat(parts).hasSize(clients).allMatch(part -> part.size() > 0);
      assertThat(Arrays.stream(parts).flatMapToInt(part -> IntStream.of(part.indices())).sorted())
          .containsExactlyElementsOf(IntStream.of(train.indices()).sorted().boxed().toList());
    }
  }

  @ParameterizedTest
  @MethodSource("partitions")
  void the_same_seed_gives_the_same_partition(Partitioner rule, int clients) {
    assertThat(rule.owners(train, clients, 8)).isEqualTo(rule.owners(train, clients, 8));
    if (clients > 1) {
      assertThat(rule.owners(train, clients, 8)).isNotEqualTo(rule.owners(train, clients, 9));
    }
  }

  @Test
  void iid_parts_differ_by_one_example_at_most() {
    assertThat(sizes(new IidPartitioner().partition(train, 100, 1))).isSubsetOf(14, 15);
  }

  @Test
  void shards_show_a_client_few_digits() {
    Examples[] parts = new ShardPartitioner(2).partition(train, 100, 1);

    assertThat(sizes(parts)).isSubsetOf(14, 15, 16);
    // A shard of 7 or 8 lies within one digit or spans two.
    assertThat(parts).allMatch(part -> classesOf(part) <= 4);
    assertThat(Arrays.stream(parts).mapToLong(PartitionerTest::classesOf).average().orElseThrow())
        .isLessThan(2.5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_small_alpha_skews_and_a_large_one_evens_out(long seed) {
    double skewed = skew(new DirichletPartitioner(0.01).partition(train, 10, seed));
    double between = skew(new DirichletPartitioner(1).partition(train, 10, seed));
    double even = skew(new DirichletPartitioner(100_000).partition(train, 10, seed));

    assertThat(skewed).isGreaterThan(0.6);
    assertThat(between).isBetween(0.15, 0.5);
    assertThat(even).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1438, Integer.MAX_VALUE})
  void a_client_without_examples_is_refused(int clients) {
    for (Partitioner rule :
        new Partitioner[] {
          new IidPartitioner(), new DirichletPartitioner(1), new ShardPartitioner(1)
        }) {
      assertThatThrownBy(() -> rule.partition(train, clients, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              clients
                  + " clients for 1437 training examples; expected 1 to 1437 clients, so that each has one");
    }
  }

  @Test
  void as_many_clients_as_examples_get_one_each() {
    assertThat(sizes(new IidPartitioner().partition(train, 1437, 1))).containsOnly(1);
    assertThat(sizes(new DirichletPartitioner(0.1).partition(train, 1437, 1))).containsOnly(1);
  }

  @Test
  void more_shards_than_examples_are_refused() {
    assertThatThrownBy(() -> new ShardPartitioner(2).partition(train, 720, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("720 clients with 2 shards each for 1437 training examples");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.0009, 1e7, Double.NaN, Double.POSITIVE_INFINITY})
  void an_alpha_out_of_range_is_refused(double alpha) {
    assertThatThrownBy(() -> new DirichletPartitioner(alpha))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("alpha: " + alpha);
  }

  /**
   * Mean total variation distance between a client's labels and all labels, weighted by examples: 0
   * for equal, towards 0.9 for one of ten classes a client.
   */
  private double skew(Examples[] parts) {
    double[] all = distribution(train);
    double sum = 0;
    for (Examples part : parts) {
      double[] own = distribution(part);
      double distance = 0;
      for (int c = 0; c < all.length; c++) {
        distance += Math.abs(own[c] - all[c]) / 2;
      }
      sum += distance * part.size();
    }
    return sum / train.size();
  }

  private static double[] distribution(Examples part) {
    return Arrays.stream(part.positionsByClass())
        .mapToDouble(positions -> (double) positions.length / part.size())
        .toArray();
  }

  private static long classesOf(Examples part) {
    return Arrays.stream(part.positionsByClass()).filter(p -> p.length > 0).count();
  }

  private static Integer[] sizes(Examples[] parts) {
    return Arrays.stream(parts).map(Examples::size).toArray(Integer[]::new);
  }
}
