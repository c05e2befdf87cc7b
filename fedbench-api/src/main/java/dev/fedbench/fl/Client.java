package dev.fedbench.fl;

import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofGenerator;
import java.util.Optional;

/**
 * A federated client. Hosts subclass it; the harness does everything else, and the timing.
 *
 * <p>One thread at a time, not always the same. Whatever a method throws fails this client's turn
 * alone, and its message becomes the cause in the client's row.
 */
public abstract class Client implements AutoCloseable {

  /** For subclasses. */
  protected Client() {}

  /**
   * The model the run starts from; asked of client 0 alone, before the run. Empty: the model starts
   * at zero, in the layout of the first update.
   */
  public Optional<Tensors> initialModel() throws Exception {
    return Optional.empty();
  }

  /**
   * Trains on this client's data. What comes back is submitted: as it is, or quantised if proved.
   */
  public abstract Update fit(FitRequest request) throws Exception;

  /**
   * Proves that the update keeps what the run asks. Called where updates carry proofs, after {@link
   * #fit}; what comes back is submitted, and the coordinator takes nobody's word for it.
   *
   * @param claim what is to be proved
   * @param generator proves it
   */
  public Proof prove(Claim claim, ProofGenerator generator) throws Exception {
    return generator.prove(claim);
  }

  /**
   * Evaluates a model on this client's own data.
   *
   * @return empty if this client has nothing to evaluate with
   */
  public Optional<Evaluation> evaluate(Tensors global) throws Exception {
    return Optional.empty();
  }

  /** Releases what this client holds. */
  @Override
  public void close() {}
}
