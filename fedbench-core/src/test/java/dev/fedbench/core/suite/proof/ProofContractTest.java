package dev.fedbench.core.suite.proof;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.ProofMetrics;
import dev.fedbench.suite.Suite;
import dev.fedbench.testing.SuiteContract;
import java.util.Set;

class ProofContractTest implements SuiteContract {

  @Override
  public Suite suite() {
    return ProofSuite.builder().sizes(2).bits(8).batch(3).build();
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(
        ProofMetrics.SETUP,
        ProofMetrics.FIRST_PROOF,
        ProofMetrics.WITNESS,
        ProofMetrics.WITNESS_CPU,
        ProofMetrics.PROVE,
        ProofMetrics.PROVE_CPU,
        ProofMetrics.VERIFY,
        ProofMetrics.VERIFY_CPU,
        ProofMetrics.BATCH_VERIFY,
        ProofMetrics.BATCH_VERIFY_CPU,
        ProofMetrics.PROOF_BYTES,
        ProofMetrics.KEY_BYTES,
        ProofMetrics.VERIFICATION_KEY_BYTES,
        ProofMetrics.PEAK_MEMORY,
        ProofMetrics.CONSTRAINTS,
        ProofMetrics.SUCCESS_RATE);
  }
}
