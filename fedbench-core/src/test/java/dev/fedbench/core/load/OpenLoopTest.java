package dev.fedbench.core.load;

import org.junit.jupiter.api.Nested;

/** The rules, whatever number the clock begins with. */
class OpenLoopTest {

  @Nested
  class FromZero extends OpenLoopRules {
    FromZero() {
      super(0);
    }
  }

  @Nested
  class FromAPositiveTime extends OpenLoopRules {
    FromAPositiveTime() {
      super(123_456_789_012_345L);
    }
  }

  @Nested
  class WhereTheClockWraps extends OpenLoopRules {
    WhereTheClockWraps() {
      super(Long.MAX_VALUE - 1_000_000_000);
    }
  }
}
