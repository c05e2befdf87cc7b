package dev.fedbench.core.suite.proof;

import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.suite.Profile;
import java.util.List;
import java.util.Optional;

/**
 * What the suite measures.
 *
 * @param kinds in their order
 * @param onlySizes values of an update; empty for the profile's
 * @param bits of a value
 * @param batch updates whose proofs are verified together
 * @param systemName of the proof system that is measured
 * @param system the proof system itself, if it is not found by its name
 */
record ProofOptions(
    List<ProofKind> kinds,
    List<Integer> onlySizes,
    int bits,
    int batch,
    String systemName,
    Optional<ProofSystem> system) {

  static final ProofOptions DEFAULTS =
      new ProofOptions(
          List.of(ProofKind.values()), List.of(), 16, 100, "groth16", Optional.empty());

  List<Integer> sizes(Profile profile) {
    if (!onlySizes.isEmpty()) {
      return onlySizes;
    }
    return switch (profile) {
      case QUICK -> List.of(10, 100);
      case STANDARD -> List.of(10, 100, 1_000);
      case FULL, COMPREHENSIVE -> List.of(1, 10, 100, 1_000, 10_000);
    };
  }
}
