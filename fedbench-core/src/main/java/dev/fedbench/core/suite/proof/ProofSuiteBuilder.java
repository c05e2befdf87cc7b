package dev.fedbench.core.suite.proof;

import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.spi.Extensions;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Says what the proof suite measures. Not thread-safe. */
public final class ProofSuiteBuilder {

  private static final int MOST_VALUES = 10_000_000;
  private static final int MOST_BATCH = 10_000;

  private final Problems problems = new Problems();
  private List<ProofKind> kinds = ProofOptions.DEFAULTS.kinds();
  private List<Integer> sizes = List.of();
  private int bits = ProofOptions.DEFAULTS.bits();
  private int batch = ProofOptions.DEFAULTS.batch();
  private String name = ProofOptions.DEFAULTS.systemName();
  private Optional<ProofSystem> system = Optional.empty();

  ProofSuiteBuilder() {}

  /** These kinds alone. */
  public ProofSuiteBuilder kinds(ProofKind... wanted) {
    kinds = Arrays.stream(wanted).distinct().toList();
    problems.expect(!kinds.isEmpty(), "kinds: none; name one at least");
    return this;
  }

  /** Updates of so many values, in place of the profile's. */
  public ProofSuiteBuilder sizes(int... values) {
    for (int size : values) {
      problems.between("size", size, 1, MOST_VALUES);
    }
    sizes = Arrays.stream(values).distinct().boxed().toList();
    problems.expect(!sizes.isEmpty(), "sizes: none; name one at least");
    return this;
  }

  /** Bits of a value, its sign included; 16 unless said. */
  public ProofSuiteBuilder bits(int count) {
    problems.between("bits", count, 2, 32);
    bits = count;
    return this;
  }

  /** How many updates' proofs are verified together; 100 unless said. */
  public ProofSuiteBuilder batch(int updates) {
    problems.between("batch", updates, 2, MOST_BATCH);
    batch = updates;
    return this;
  }

  /** The proof system of that name, in place of Groth16. */
  public ProofSuiteBuilder system(String other) {
    name = other;
    system = Optional.empty();
    return this;
  }

  /** A host's own, in place of Groth16. */
  public ProofSuiteBuilder system(ProofSystem own) {
    name = own.name();
    system = Optional.of(own);
    return this;
  }

  /**
   * The suite.
   *
   * @throws InvalidConfigException with every mistake
   */
  public ProofSuite build() {
    Extensions<ProofSystem> known = Extensions.of(ProofSystem.class);
    problems.expect(
        system.isPresent() || known.find(name).isPresent(), "%s", known.explainMissing(name));
    problems.orThrow();
    return new ProofSuite(new ProofOptions(kinds, sizes, bits, batch, name, system));
  }
}
