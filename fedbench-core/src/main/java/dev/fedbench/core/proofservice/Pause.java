package dev.fedbench.core.proofservice;

import java.time.Duration;

/** How to wait between two attempts. */
@FunctionalInterface
interface Pause {

  /** Lets the thread sleep. */
  Pause SLEEP = time -> Thread.sleep(time.toMillis());

  void pause(Duration time) throws InterruptedException;
}
