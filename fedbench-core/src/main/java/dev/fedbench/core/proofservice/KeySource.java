package dev.fedbench.core.proofservice;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import java.io.IOException;
import java.util.Optional;

/** Where a proof server has its keys from. Thread-safe. */
public interface KeySource {

  /** The keys of a circuit, made if there are none. */
  Keys obtain(ProofSystem system, Circuit circuit)
      throws ProofException, IOException, InterruptedException;

  /**
   * The keys of that id; empty if they are not here. Makes none.
   *
   * @param keyId a stranger's word
   */
  Optional<Keys> find(ProofSystem system, Circuit circuit, String keyId)
      throws IOException, InterruptedException;
}
