package dev.fedbench.core.engine;

import dev.fedbench.BenchmarkConfig;
import dev.fedbench.BenchmarkHandle;
import dev.fedbench.Engine;
import dev.fedbench.result.BenchmarkResult;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The engine: a thread per run, nothing shared between runs. */
public final class CoreEngine implements Engine {

  /** Found as a service. */
  public CoreEngine() {}

  @Override
  public BenchmarkHandle start(BenchmarkConfig config) {
    List<PlannedWork> work =
        Planner.plan(config); // a suite that breaks here breaks before the start
    Cancellation cancellation = new Cancellation();
    FutureTask<BenchmarkResult> task =
        new FutureTask<>(() -> new Runner(config, work, cancellation).run());
    new Thread(task, "fedbench-run").start();
    return new Handle(cancellation, task);
  }

  private record Handle(Cancellation cancellation, FutureTask<BenchmarkResult> task)
      implements BenchmarkHandle {

    @Override
    public void cancel() {
      cancellation.cancel();
    }

    @Override
    public boolean isDone() {
      return task.isDone();
    }

    @Override
    public BenchmarkResult result() throws InterruptedException {
      try {
        return task.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException("the engine broke", e.getCause());
      }
    }
  }
}
