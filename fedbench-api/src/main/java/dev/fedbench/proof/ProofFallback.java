package dev.fedbench.proof;

/** What to do when the remote proof service makes no proof. */
public enum ProofFallback {
  /** The run fails; nothing is proved locally. */
  STRICT,
  /** Prove locally, and warn once for each client. */
  WARN,
  /** Prove locally. */
  SILENT
}
