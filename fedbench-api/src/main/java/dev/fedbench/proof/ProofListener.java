package dev.fedbench.proof;

/** Hears what a proof took, part by part. Called by the thread that proves. */
public interface ProofListener {

  /** Hears nothing. */
  ProofListener NONE =
      new ProofListener() {
        @Override
        public void witness(long nanos, long cpuNanos) {}

        @Override
        public void proved(long nanos, long cpuNanos) {}
      };

  /** A witness has been computed. */
  void witness(long nanos, long cpuNanos);

  /** A part has been proved, its witness not counted. */
  void proved(long nanos, long cpuNanos);

  /** Where the proof was made. */
  default void source(ProofSource source) {}

  /** How often a proof service was asked, its answer included. */
  default void attempts(int count) {}
}
