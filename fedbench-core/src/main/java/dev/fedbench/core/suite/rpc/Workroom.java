package dev.fedbench.core.suite.rpc;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A thread in a group of its own, in which a trial does everything: whatever threads come of it, on
 * whatever detour, are in the group too, and can be told from those of others in this process.
 */
final class Workroom implements AutoCloseable {

  private final ThreadGroup group;
  private final Thread[] worker = new Thread[1];
  private final ThreadPoolExecutor executor;

  Workroom(String name) {
    group = new ThreadGroup(name);
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(group, task, name);
              thread.setDaemon(true);
              worker[0] = thread;
              return thread;
            });
    executor.prestartCoreThread();
  }

  /** Does the work there and waits for it. An interrupt goes to the work, which ends it. */
  <T> T call(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    executor.execute(task);
    boolean interrupted = false;
    while (true) {
      try {
        T result = task.get();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        return result;
      } catch (InterruptedException e) {
        interrupted = true;
        worker[0].interrupt();
      } catch (ExecutionException e) {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
        throw unwrap(e);
      }
    }
  }

  private static Exception unwrap(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception cause ? cause : e;
  }

  /** Threads of ours that came of the work and still run. */
  List<String> leftovers() {
    return OwnThreads.names(group, worker[0]);
  }

  /** Ends the thread. Idempotent. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
