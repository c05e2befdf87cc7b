package dev.fedbench.examples;

import dev.fedbench.Benchmark;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;

/** A client of one's own: it returns what FedZK's example returns. */
public final class OwnClient extends Client {

  @Override
  public Update fit(FitRequest request) {
    return new Update(Tensors.of("weights", 1f, 2f, 3f), 1);
  }

  public static void main(String[] args) {
    Benchmark.builder().clients(4, context -> new OwnClient()).rounds(2).run().print();
  }
}
