package dev.fedbench.examples;

import dev.fedbench.Benchmark;
import dev.fedbench.metric.Metric;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import dev.fedbench.suite.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A suite of one's own: how long does sorting take? */
public final class OwnSuite implements Suite, Scenario {

  static final Metric SORT = Metric.seconds("sort");

  @Override
  public String name() {
    return "sorting";
  }

  @Override
  public List<Scenario> scenarios(SuiteContext context) {
    return List.of(this);
  }

  @Override
  public Trial open(ScenarioContext context) {
    int[] numbers = new Random(context.seed()).ints(1_000_000).toArray();
    return recorder -> {
      int[] copy = numbers.clone();
      recorder.time(SORT, () -> sorted(copy));
    };
  }

  private static int[] sorted(int[] numbers) {
    Arrays.sort(numbers);
    return numbers;
  }

  public static void main(String[] args) {
    Benchmark.builder().suite(new OwnSuite()).warmups(2).iterations(10).run().print();
  }
}
