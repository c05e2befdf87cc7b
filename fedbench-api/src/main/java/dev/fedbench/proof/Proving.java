package dev.fedbench.proof;

import dev.fedbench.spi.Problems;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How a federated run proves its updates.
 *
 * @param policy what updates must prove
 * @param system the proof system, of both sides
 * @param generator the host's own way to prove, if it has one
 * @param service a remote proof service that clients use, if they do
 * @param keyCache a directory where keys are kept from run to run; empty to make them anew
 */
public record Proving(
    ProofPolicy policy,
    ProofSystem system,
    Optional<ProofGeneratorFactory> generator,
    Optional<ProofService> service,
    Optional<Path> keyCache) {

  public Proving {
    Objects.requireNonNull(policy, "proof policy");
    Objects.requireNonNull(system, "proof system");
    new Problems()
        .expect(
            generator.isEmpty() || service.isEmpty(),
            "proof service: a generator of your own proves already; leave one of them out")
        .orThrow();
  }
}
