package dev.fedbench.core.learning;

import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import java.util.Optional;

/**
 * Learns to read handwritten digits from its own share of the images; see {@link DigitsWorkload}.
 * Holds the indices of its examples and no model.
 */
public final class DigitsClient extends Client {

  private final DigitsTask task;
  private final long seed;
  private final Examples training;
  private final Examples heldOut;

  /**
   * A client of {@link DigitsWorkload#standard()}.
   *
   * @throws IllegalArgumentException if there are not enough examples for so many clients
   */
  public DigitsClient(ClientContext context) {
    this(DigitsWorkload.standard().task(), context);
  }

  DigitsClient(DigitsTask task, ClientContext context) {
    this.task = task;
    seed = context.seed();
    training = task.training(context.index(), context.clients());
    heldOut = task.heldOut(context.index(), context.clients());
  }

  /** The workload's initial model, the same from every client. */
  @Override
  public Optional<Tensors> initialModel() {
    return Optional.of(task.initial());
  }

  /**
   * Trains on this client's examples; the same seed, round and model give the same update.
   *
   * @throws InterruptedException if the thread was interrupted
   * @throws IllegalArgumentException if the model is not of the workload's layout
   * @throws ArithmeticException if training diverged
   */
  @Override
  public Update fit(FitRequest request) throws InterruptedException {
    float[] base = values(request.model());
    float[] trained = base.clone();
    task.sgd()
        .train(task.network(), trained, training, Randomness.generator(seed, request.round()));
    for (int i = 0; i < trained.length; i++) {
      trained[i] -= base[i]; // in place: now the delta
      requireFinite(trained[i]);
    }
    return new Update(new Tensors(task.network().layout(), trained), training.size());
  }

  /** Loss and accuracy on this client's share of the held-out images, if it has one. */
  @Override
  public Optional<Evaluation> evaluate(Tensors global) {
    float[] parameters = values(global);
    return heldOut.size() == 0
        ? Optional.empty()
        : Optional.of(task.network().evaluate(parameters, heldOut));
  }

  /** Nothing to release. */
  @Override
  public void close() {}

  private float[] values(Tensors model) {
    if (!model.layout().equals(task.network().layout())) {
      throw new IllegalArgumentException(
          "a model of %s; expected %s: coordinator and clients must run the same workload"
              .formatted(model.layout(), task.network().layout()));
    }
    return model.values();
  }

  private void requireFinite(float value) {
    if (!Float.isFinite(value)) {
      throw new ArithmeticException(
          "training diverged with %s; expected finite weights: take a lower learning rate"
              .formatted(task.sgd()));
    }
  }
}
