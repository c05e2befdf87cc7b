package dev.fedbench.examples;

import dev.fedbench.Benchmark;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import java.util.Optional;
import java.util.SplittableRandom;

/** A client of one's own: it learns the mean of numbers that it alone has, by gradient descent. */
public final class OwnClient extends Client {

  private final float[] numbers = new float[100];

  OwnClient(ClientContext context) {
    SplittableRandom random = new SplittableRandom(context.seed());
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 10 * (float) random.nextDouble();
    }
  }

  @Override
  public Optional<Tensors> initialModel() {
    return Optional.of(Tensors.of("mean", 0f));
  }

  @Override
  public Update fit(FitRequest request) {
    Tensors local = request.model().copy();
    for (float number : numbers) {
      local.values()[0] += 0.05f * (number - local.values()[0]);
    }
    return new Update(local.minus(request.model()), numbers.length);
  }

  public static void main(String[] args) {
    Benchmark.builder().clients(4, OwnClient::new).rounds(2).run().print();
  }
}
