package dev.fedbench.examples.cli;

import dev.fedbench.BenchmarkHandle;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** While open, Ctrl-C cancels the run and waits until its partial report is written. */
final class Interrupt implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CountDownLatch reported = new CountDownLatch(1);
  private final Thread hook;

  private Interrupt(Runnable cancel) {
    hook =
        new Thread(
            () -> {
              cancel.run();
              awaitReport();
            },
            "fedbench-interrupt");
  }

  static Interrupt cancels(BenchmarkHandle handle) {
    return cancels(handle::cancel);
  }

  static Interrupt cancels(Runnable cancel) {
    Interrupt interrupt = new Interrupt(cancel);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  private void awaitReport() {
    try {
      reported.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The report is written. */
  @Override
  public void close() {
    reported.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is shutting down already: the hook has done its work
    }
  }
}
