package dev.fedbench.examples.cli;

import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.spi.Problems;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What an update must prove, and where the keys for it are kept. */
final class ProofPolicyOptions {

  @Option(
      names = {"--secure", "-s"},
      description = {
        "Updates prove in zero knowledge that they are within bounds. Without it, updates of",
        "synthetic clients prove their norm, which is public, and others prove nothing."
      })
  private boolean secure;

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
      names = {"--proof-bits", "--bits"},
      paramLabel = "B",
      description = "Bits of a quantised value, sign included, up to 32 (default: 16).")
  private Optional<Integer> bits = Optional.empty();

  @Option(
      names = {"--proof-scale", "--scale"},
      paramLabel = "S",
      description = "What values are multiplied with before they are rounded (default: 1000).")
  private Optional<Long> scale = Optional.empty();

  @Option(
      names = "--key-cache",
      paramLabel = "DIR",
      description = "Where keys are kept (default: fedbench/keys in this user's cache).")
  private Optional<Path> keyCache = Optional.empty();

  boolean secure() {
    return secure;
  }

  /** Whether something was said that only matters to who proves. */
  boolean given() {
    return bits.isPresent() || scale.isPresent() || keyCache.isPresent();
  }

  /** A secure policy if that was asked for, else a standard one; mistakes go to the problems. */
  Optional<ProofPolicy> policy(Problems problems) {
    return problems.build(() -> policy(secure ? ProofPolicy.secure() : ProofPolicy.standard()));
  }

  /** Bounds without anything to bound are a mistake. */
  void checkBounds(Problems problems) {
    List<String> bounds = new ArrayList<>();
    maxNorm.ifPresent(value -> bounds.add("--max-norm"));
    minActive.ifPresent(value -> bounds.add("--min-active"));
    problems.expect(
        bounds.isEmpty() || secure,
        "%s: bounds secure updates; say --secure too",
        String.join(", ", bounds));
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

  Path keyCache() {
    return keyCache.orElseGet(UserCache::keys);
  }
}
