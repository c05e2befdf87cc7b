package dev.fedbench.testing;

import dev.fedbench.result.Outcome;
import dev.fedbench.suite.ScenarioContext;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a scenario under test is given.
 *
 * @param cancelled whether the run was cancelled before it began
 */
record Stage(boolean cancelled) implements ScenarioContext {

  static final long SEED = 42;

  /** The threads that keep the JVM alive. */
  static Set<Thread> lastingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .collect(Collectors.toSet());
  }

  @Override
  public long seed() {
    return SEED;
  }

  @Override
  public void onCancel(Runnable action) {
    if (cancelled) {
      action.run();
    }
  }

  @Override
  public void progress(long done, long total, String what) {}

  @Override
  public void qualify(Outcome outcome, String reason) {}

  @Override
  public void warn(String warning) {}
}
