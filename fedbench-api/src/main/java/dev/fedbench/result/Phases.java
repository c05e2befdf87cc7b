package dev.fedbench.result;

import java.util.OptionalDouble;

/**
 * Where one client's time went, in seconds of wall clock but for the CPU times. A phase that did
 * not take place, or was not measured, is empty.
 *
 * @param training {@code Client.fit}
 * @param trainingCpu CPU time of the thread in {@code Client.fit}
 * @param proof {@code Client.prove}; empty without proofs
 * @param proofCpu CPU time of the thread in {@code Client.prove}: next to none of a proof that was
 *     made elsewhere
 * @param submission the round trip of the submission, as the client sees it
 * @param verification the coordinator's checks, as the coordinator's answer states; part of the
 *     submission
 * @param total from before training to the coordinator's answer
 */
public record Phases(
    OptionalDouble training,
    OptionalDouble trainingCpu,
    OptionalDouble proof,
    OptionalDouble proofCpu,
    OptionalDouble submission,
    OptionalDouble verification,
    OptionalDouble total) {

  public Phases {
    Figures.seconds("training", training);
    Figures.seconds("training, CPU time", trainingCpu);
    Figures.seconds("proof", proof);
    Figures.seconds("proof, CPU time", proofCpu);
    Figures.seconds("submission", submission);
    Figures.seconds("verification", verification);
    Figures.seconds("total", total);
  }

  /** No phase took place. */
  public static final Phases NONE =
      new Phases(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  /** Total less training, proof and submission; empty unless all but the proof were measured. */
  public OptionalDouble residual() {
    if (total.isEmpty() || training.isEmpty() || submission.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        total.getAsDouble() - training.getAsDouble() - proof.orElse(0) - submission.getAsDouble());
  }
}
