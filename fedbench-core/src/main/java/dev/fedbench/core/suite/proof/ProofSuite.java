package dev.fedbench.core.suite.proof;

import dev.fedbench.proof.ProofKind;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Witness, proof, verification, keys and memory, of each kind of proof and each size of update. The
 * proof system is Groth16 unless {@link #builder} says otherwise. Thread-safe, without state.
 *
 * <p>A proof system that verifies something false ends the run as INCORRECT.
 */
public final class ProofSuite implements Suite {

  /** The suite's name. */
  public static final String NAME = "proof";

  private final ProofOptions options;

  /** All kinds, sizes as the profile has them. Made by the service loader. */
  public ProofSuite() {
    this(ProofOptions.DEFAULTS);
  }

  ProofSuite(ProofOptions options) {
    this.options = options;
  }

  /** A suite of other points, or of another proof system. */
  public static ProofSuiteBuilder builder() {
    return new ProofSuiteBuilder();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Scenario> scenarios(SuiteContext context) {
    List<Scenario> scenarios = new ArrayList<>();
    for (ProofKind kind : options.kinds()) {
      for (int size : options.sizes(context.profile())) {
        scenarios.add(new ProofScenario(new ProofPoint(kind, size, options.bits()), options));
      }
    }
    return scenarios;
  }

  /** One, of a second at least. */
  @Override
  public int warmups(Profile profile) {
    return 1;
  }

  @Override
  public int iterations(Profile profile) {
    return switch (profile) {
      case QUICK -> 3;
      case STANDARD -> 10;
      case FULL, COMPREHENSIVE -> 20;
    };
  }
}
