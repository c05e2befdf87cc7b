package dev.fedbench.core.suite.proof;

import dev.fedbench.metric.ProofMetrics;
import dev.fedbench.metric.Recorder;
import dev.fedbench.proof.ProofListener;

/** Adds up what a prover says that the parts of one proof took. */
final class ProverTimes implements ProofListener {

  private static final double NANOS_PER_SECOND = 1e9;

  private long witness;
  private long witnessCpu;
  private long proved;
  private long provedCpu;

  @Override
  public void witness(long nanos, long cpuNanos) {
    witness += nanos;
    witnessCpu += cpuNanos;
  }

  @Override
  public void proved(long nanos, long cpuNanos) {
    proved += nanos;
    provedCpu += cpuNanos;
  }

  /** Nothing of a prover that tells nothing. */
  void record(Recorder recorder) {
    if (proved == 0) {
      return;
    }
    recorder.record(ProofMetrics.WITNESS, witness / NANOS_PER_SECOND);
    recorder.record(ProofMetrics.WITNESS_CPU, witnessCpu / NANOS_PER_SECOND);
    recorder.record(ProofMetrics.PROVE, proved / NANOS_PER_SECOND);
    recorder.record(ProofMetrics.PROVE_CPU, provedCpu / NANOS_PER_SECOND);
  }

  double witnessSeconds() {
    return witness / NANOS_PER_SECOND;
  }

  double proveSeconds() {
    return proved / NANOS_PER_SECOND;
  }
}
