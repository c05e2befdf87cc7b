package dev.fedbench.examples.cli;

import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.spi.Problems;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What updates must prove: for a run with its own coordinator, and for a coordinator of its own.
 */
final class ProofOptions {

  @Option(
      names = {"--secure", "-s"},
      description = {
        "Every update proves in zero knowledge that it is within bounds. Without it, updates of",
        "synthetic clients prove their norm, which is public, and others prove nothing."
      })
  private boolean secure;

  @Option(names = "--no-proofs", description = "Updates carry no proofs.")
  private boolean noProofs;

  @Option(
      names = "--max-norm",
      paramLabel = "X",
      description = "Largest norm of a secure update (default: 4 times the root of its size).")
  private Optional<BigDecimal> maxNorm = Optional.empty();

  @Option(
      names = "--min-active",
      paramLabel = "N",
      description = "Least count of values of a secure update that are not 0 (default: 1).")
  private Optional<Long> minActive = Optional.empty();

  @Option(
      names = "--proof-bits",
      paramLabel = "B",
      description = "Bits of a quantised value, sign included, up to 32 (default: 16).")
  private Optional<Integer> bits = Optional.empty();

  @Option(
      names = "--proof-scale",
      paramLabel = "S",
      description = "What values are multiplied with before they are rounded (default: 1000).")
  private Optional<Long> scale = Optional.empty();

  @Option(
      names = "--key-cache",
      paramLabel = "DIR",
      description = "Where keys are kept (default: fedbench/keys in this user's cache).")
  private Optional<Path> keyCache = Optional.empty();

  /**
   * Asks for proofs.
   *
   * @param synthetic whether clients are synthetic
   * @param external whether a coordinator that already runs decides
   */
  void apply(BenchmarkBuilder builder, boolean synthetic, boolean external, Problems problems) {
    problems.expect(
        !(secure && noProofs),
        "--secure: asks for proofs, and --no-proofs for none; leave one out");
    List<String> bounds = new ArrayList<>();
    maxNorm.ifPresent(value -> bounds.add("--max-norm"));
    minActive.ifPresent(value -> bounds.add("--min-active"));
    problems.expect(
        bounds.isEmpty() || secure, "%s: bounds secure updates; say --secure too", join(bounds));
    if (noProofs) {
      builder.noProofs();
    } else if (secure) {
      problems
          .build(() -> policy(ProofPolicy.secure()))
          .ifPresent(policy -> builder.proofs(policy).keyCache(keyCache()));
    } else if (synthetic && !external) {
      problems
          .build(() -> policy(ProofPolicy.standard()))
          .ifPresent(policy -> builder.proofs(policy).keyCache(keyCache()));
    } else {
      problems.expect(
          bits.isEmpty() && scale.isEmpty() && keyCache.isEmpty(),
          "--proof-bits, --proof-scale, --key-cache: updates carry no proofs; say --secure too");
    }
  }

  private ProofPolicy policy(ProofPolicy base) {
    ProofPolicy policy = base;
    if (bits.isPresent()) {
      policy = policy.bits(bits.get());
    }
    if (scale.isPresent()) {
      policy = policy.scale(scale.get());
    }
    if (maxNorm.isPresent()) {
      policy = policy.maxNorm(maxNorm.get());
    }
    return minActive.isPresent() ? policy.minActive(minActive.get()) : policy;
  }

  private Path keyCache() {
    return keyCache.orElseGet(UserCache::keys);
  }

  private static String join(List<String> names) {
    return String.join(", ", names);
  }
}
