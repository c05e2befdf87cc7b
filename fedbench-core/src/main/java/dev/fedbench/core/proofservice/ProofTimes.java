package dev.fedbench.core.proofservice;

import dev.fedbench.proof.ProofListener;

/** Adds up what the parts of one proof took. One thread at a time. */
final class ProofTimes implements ProofListener {

  private long witnessNanos;
  private long witnessCpuNanos;
  private long proveNanos;
  private long proveCpuNanos;
  private int parts;

  @Override
  public void witness(long nanos, long cpuNanos) {
    witnessNanos += nanos;
    witnessCpuNanos += cpuNanos;
  }

  @Override
  public void proved(long nanos, long cpuNanos) {
    parts++;
    proveNanos += nanos;
    proveCpuNanos += cpuNanos;
  }

  int parts() {
    return parts;
  }

  long witnessNanos() {
    return witnessNanos;
  }

  long witnessCpuNanos() {
    return witnessCpuNanos;
  }

  long proveNanos() {
    return proveNanos;
  }

  long proveCpuNanos() {
    return proveCpuNanos;
  }
}
