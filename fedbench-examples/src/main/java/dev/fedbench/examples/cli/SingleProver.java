package dev.fedbench.examples.cli;

import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.core.proofservice.FallbackProver;
import dev.fedbench.core.proofservice.NamedKey;
import dev.fedbench.core.proofservice.RemoteProver;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.ProofSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Proves one claim, and remembers with which key and where. One thread. */
final class SingleProver {

  private final ProofSystem system;
  private final Circuit circuit;
  private final Path keyCache;
  private final Consumer<String> warn;
  private String verificationKey = "";
  private String source = "";

  SingleProver(ProofSystem system, Circuit circuit, Path keyCache, Consumer<String> warn) {
    this.system = system;
    this.circuit = circuit;
    this.keyCache = keyCache;
    this.warn = warn;
  }

  /** Here, with the keys of the cache. */
  Proof prove(Claim claim) throws ProofException, InterruptedException {
    return locally(claim, ProofListener.NONE);
  }

  /** There, with the service's own keys; or what its fallback says. */
  Proof prove(Claim claim, ProofService service) throws ProofException, InterruptedException {
    return new FallbackProver(
            (what, listener) -> remotely(what, listener, service),
            this::locally,
            service.fallback(),
            warn)
        .prove(claim);
  }

  private Proof remotely(Claim claim, ProofListener listener, ProofService service)
      throws ProofException, InterruptedException {
    NamedKey key = NamedKey.fetch(service, system, circuit);
    try (RemoteProver prover =
        new RemoteProver(service, system, circuit, key.keyId(), key.verifier())) {
      Proof proof = prover.prove(claim, listener);
      verificationKey = key.json();
      source = "by " + service.url();
      return proof;
    }
  }

  private Proof locally(Claim claim, ProofListener listener)
      throws ProofException, InterruptedException {
    Keys keys;
    try {
      keys = KeyStore.in(keyCache, warn).obtain(system, circuit).keys();
    } catch (IOException e) {
      throw new ProofException("no keys: " + e.getMessage(), e);
    }
    Proof proof = keys.generator().prove(claim, listener);
    verificationKey = NamedKey.of(keys).json();
    source = "here";
    return proof;
  }

  /** The key to verify the proof with, as other tools read it. */
  String verificationKey() {
    return verificationKey;
  }

  /** Where the proof was made, in words. */
  String source() {
    return source;
  }
}
