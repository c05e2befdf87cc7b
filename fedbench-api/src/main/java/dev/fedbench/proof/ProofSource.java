package dev.fedbench.proof;

/** Where a proof was made. */
public enum ProofSource {
  /** In the client's own process. */
  LOCAL,
  /** By a remote proof service. */
  REMOTE,
  /** In the client's own process, because the remote proof service had none. */
  LOCAL_FALLBACK,
  /** By a generator, or a client, of the host's own. */
  CUSTOM
}
