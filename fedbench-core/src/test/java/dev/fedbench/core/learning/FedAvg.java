package dev.fedbench.core.learning;

import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import java.util.ArrayList;
import java.util.List;

/** The reference: synchronous rounds of weighted averaging, in one thread. */
final class FedAvg {

  private final List<DigitsClient> clients = new ArrayList<>();
  private Tensors model;
  private int round;

  FedAvg(DigitsWorkload workload, int count) {
    for (int i = 0; i < count; i++) {
      clients.add(workload.create(new ClientContext("client-" + i, i, count, 1_000 + i)));
    }
    model = clients.get(0).initialModel().orElseThrow();
  }

  /** Runs so many rounds, and returns the model. */
  Tensors rounds(int count) throws InterruptedException {
    for (int end = round + count; round < end; round++) {
      double[] sum = new double[model.values().length];
      long examples = 0;
      for (DigitsClient client : clients) {
        Update update = client.fit(new FitRequest(round + 1, round + 1, model));
        examples += update.examples();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += (double) update.examples() * update.delta().values()[i];
        }
      }
      float[] next = model.values().clone();
      for (int i = 0; i < sum.length; i++) {
        next[i] += (float) (sum[i] / examples);
      }
      model = new Tensors(model.layout(), next);
    }
    return model;
  }

  /** What the clients find, weighted by their examples. */
  Evaluation evaluation() {
    List<Evaluation> all = clients.stream().flatMap(c -> c.evaluate(model).stream()).toList();
    long examples = all.stream().mapToLong(Evaluation::examples).sum();
    double loss = all.stream().mapToDouble(e -> e.loss() * e.examples()).sum();
    double right = all.stream().mapToDouble(e -> e.accuracy().orElseThrow() * e.examples()).sum();
    return Evaluation.of(loss / examples, right / examples, examples);
  }
}
