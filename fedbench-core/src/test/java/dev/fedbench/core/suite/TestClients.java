package dev.fedbench.core.suite;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Clients of tests, each with one behaviour of its own. */
final class TestClients {

  /** How a client trains. */
  interface Fit {
    Update fit(ClientContext context, FitRequest request) throws Exception;
  }

  /** How a client evaluates. */
  interface Evaluate {
    Optional<Evaluation> evaluate(ClientContext context, Tensors model) throws Exception;
  }

  private TestClients() {}

  /** A right update: one example, each value one. */
  static Update update() {
    return new Update(Tensors.of("w", 1, 1), 1);
  }

  static ClientFactory fitting(Fit fit) {
    return of(fit, (context, model) -> Optional.empty());
  }

  static ClientFactory of(Fit fit, Evaluate evaluate) {
    return context -> new Scripted(context, fit, evaluate);
  }

  static class Scripted extends Client {
    private final ClientContext context;
    private final Fit fit;
    private final Evaluate evaluate;

    Scripted(ClientContext context, Fit fit, Evaluate evaluate) {
      this.context = context;
      this.fit = fit;
      this.evaluate = evaluate;
    }

    @Override
    public Optional<Tensors> initialModel() throws Exception {
      return Optional.of(Tensors.of("w", 0, 0));
    }

    @Override
    public Update fit(FitRequest request) throws Exception {
      return fit.fit(context, request);
    }

    @Override
    public Optional<Evaluation> evaluate(Tensors global) throws Exception {
      return evaluate.evaluate(context, global);
    }
  }

  /** Waits until it is so; fails after a long while. */
  static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited 30 s until " + what);
      }
      Thread.sleep(5);
    }
  }
}
