package dev.fedbench.core.proof;

import dev.fedbench.proof.ProofSystem;
import dev.fedbench.spi.Extensions;
import dev.fedbench.testing.ProofSystemContract;

class Groth16ContractTest extends ProofSystemContract {

  @Override
  protected ProofSystem system() {
    return Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
  }
}
