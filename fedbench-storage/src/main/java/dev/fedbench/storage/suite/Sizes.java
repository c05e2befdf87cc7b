package dev.fedbench.storage.suite;

import dev.fedbench.suite.Profile;
import java.util.List;

/**
 * How much of everything, by profile.
 *
 * @param layers of 512 x 1024 that the models of the synthetic workloads have
 * @param checkpoints of real training
 * @param performanceLayers of the models whose speed is measured
 * @param threads that commit and load
 * @param batch commits made as one
 * @param clusteredTensors that are clustered
 * @param parameters of the models whose growth is measured
 * @param repository numbers of models in a store
 * @param readers that load at once
 * @param commits between which the heap is looked at
 * @param warmups of each scenario
 * @param iterations of each scenario
 */
record Sizes(
    int layers,
    int checkpoints,
    List<Integer> performanceLayers,
    List<Integer> threads,
    int batch,
    List<Integer> clusteredTensors,
    List<Long> parameters,
    List<Integer> repository,
    List<Integer> readers,
    int commits,
    int warmups,
    int iterations) {

  private static final long MILLION = 1_000_000;

  private static final Sizes QUICK =
      new Sizes(
          1,
          4,
          List.of(1),
          List.of(1),
          10,
          List.of(40, 80, 160),
          List.of(MILLION, 2 * MILLION, 4 * MILLION),
          List.of(5, 10, 20),
          List.of(1, 2),
          10,
          1,
          1);

  private static final Sizes STANDARD =
      new Sizes(
          2,
          8,
          List.of(1, 4),
          List.of(1, 2),
          20,
          List.of(60, 120, 240, 480),
          List.of(MILLION, 4 * MILLION, 16 * MILLION),
          List.of(10, 30, 100),
          List.of(1, 2, 4),
          30,
          1,
          5);

  private static final Sizes FULL =
      new Sizes(
          4,
          16,
          List.of(1, 4, 8),
          List.of(1, 2),
          50,
          List.of(60, 240, 600),
          List.of(MILLION, 4 * MILLION, 16 * MILLION, 64 * MILLION),
          List.of(10, 30, 100, 300),
          List.of(1, 2, 4, 8),
          60,
          1,
          3);

  private static final Sizes COMPREHENSIVE =
      new Sizes(
          4,
          32,
          List.of(1, 4, 8, 32),
          List.of(1, 2, 4),
          100,
          List.of(60, 240, 600, 1200),
          List.of(MILLION, 4 * MILLION, 16 * MILLION, 64 * MILLION, 250 * MILLION, 1_000 * MILLION),
          List.of(10, 30, 100, 300, 1000),
          List.of(1, 2, 4, 8, 16),
          200,
          1,
          3);

  Sizes {
    performanceLayers = List.copyOf(performanceLayers);
    threads = List.copyOf(threads);
    clusteredTensors = List.copyOf(clusteredTensors);
    parameters = List.copyOf(parameters);
    repository = List.copyOf(repository);
    readers = List.copyOf(readers);
  }

  static Sizes of(Profile profile) {
    return switch (profile) {
      case QUICK -> QUICK;
      case STANDARD -> STANDARD;
      case FULL -> FULL;
      case COMPREHENSIVE -> COMPREHENSIVE;
    };
  }
}
