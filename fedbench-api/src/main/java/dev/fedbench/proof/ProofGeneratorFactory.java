package dev.fedbench.proof;

/** Gives a run a generator of the host's own. */
@FunctionalInterface
public interface ProofGeneratorFactory {

  /**
   * Makes it; called once a run.
   *
   * @param keys the run's keys
   * @param builtIn the generator that would be used otherwise, to wrap
   */
  ProofGenerator create(Keys keys, ProofGenerator builtIn);
}
