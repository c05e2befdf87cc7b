package dev.fedbench.examples;

import dev.fedbench.metric.Metric;
import dev.fedbench.suite.Suite;
import dev.fedbench.testing.SuiteContract;
import java.util.Set;

class OwnSuiteTest implements SuiteContract {

  @Override
  public Suite suite() {
    return new OwnSuite();
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(OwnSuite.SORT);
  }
}
