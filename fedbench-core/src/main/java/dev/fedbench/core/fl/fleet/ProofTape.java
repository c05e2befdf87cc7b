package dev.fedbench.core.fl.fleet;

import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofSource;
import java.util.Optional;

/** Adds up what the parts of one proof took. One thread at a time. */
final class ProofTape implements ProofListener {

  private Optional<ProofSource> source = Optional.empty();
  private long witnessNanos;
  private long witnessCpuNanos;
  private long proveNanos;
  private long proveCpuNanos;
  private boolean told;
  private int attempts;

  @Override
  public void witness(long nanos, long cpuNanos) {
    told = true;
    witnessNanos += nanos;
    witnessCpuNanos += cpuNanos;
  }

  @Override
  public void proved(long nanos, long cpuNanos) {
    told = true;
    proveNanos += nanos;
    proveCpuNanos += cpuNanos;
  }

  @Override
  public void source(ProofSource where) {
    source = Optional.of(where);
  }

  @Override
  public void attempts(int count) {
    attempts += count;
  }

  /** How often a proof service was asked; 0 if none was. */
  int attempts() {
    return attempts;
  }

  /** Where the proof was made; a generator that says nothing is the host's own. */
  ProofSource source() {
    return source.orElse(ProofSource.CUSTOM);
  }

  /** Whether the parts were measured here: what a proof service says of them is its own word. */
  boolean measured() {
    return told && source() != ProofSource.REMOTE;
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

  /** Tells this tape and another listener. */
  ProofListener and(ProofListener other) {
    return new ProofListener() {
      @Override
      public void witness(long nanos, long cpuNanos) {
        ProofTape.this.witness(nanos, cpuNanos);
        other.witness(nanos, cpuNanos);
      }

      @Override
      public void proved(long nanos, long cpuNanos) {
        ProofTape.this.proved(nanos, cpuNanos);
        other.proved(nanos, cpuNanos);
      }

      @Override
      public void source(ProofSource where) {
        ProofTape.this.source(where);
        other.source(where);
      }

      @Override
      public void attempts(int count) {
        ProofTape.this.attempts(count);
        other.attempts(count);
      }
    };
  }
}
