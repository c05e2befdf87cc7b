package dev.fedbench.examples.cli;

import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.spi.Problems;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What updates must prove: for a run with its own coordinator, and for a coordinator of its own.
 */
final class ProofOptions {

  @Mixin private ProofPolicyOptions policy;

  @Option(names = "--no-proofs", description = "Updates carry no proofs.")
  private boolean noProofs;

  /**
   * Asks for proofs.
   *
   * @param synthetic whether clients are synthetic
   * @param external whether a coordinator that already runs decides
   */
  void apply(BenchmarkBuilder builder, boolean synthetic, boolean external, Problems problems) {
    problems.expect(
        !(policy.secure() && noProofs),
        "--secure: asks for proofs, and --no-proofs for none; leave one out");
    policy.checkBounds(problems);
    if (noProofs) {
      builder.noProofs();
    } else if (policy.secure() || synthetic && !external) {
      policy
          .policy(problems)
          .ifPresent(wanted -> builder.proofs(wanted).keyCache(policy.keyCache()));
    } else {
      problems.expect(
          !policy.given(),
          "--proof-bits, --proof-scale, --key-cache: updates carry no proofs; say --secure too");
    }
  }
}
