package dev.fedbench.core.proofservice;

import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofFallback;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Has claims proved remotely, and does what was asked for when the service fails. A claim that is
 * false is none of its failures. Thread-safe.
 */
public final class FallbackProver implements ProofGenerator {

  /** Warnings are once a client; more clients than this are not told apart any more. */
  private static final int MOST_WARNED = 10_000;

  private final ProofGenerator remote;
  private final ProofGenerator local;
  private final ProofFallback fallback;
  private final Consumer<String> warn;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /**
   * @param remote fails with {@link ProofServiceException} when the service does
   * @param local never called with {@link ProofFallback#STRICT}
   * @param warn hears why, once for each client, with {@link ProofFallback#WARN}; called by the
   *     threads that prove
   */
  public FallbackProver(
      ProofGenerator remote, ProofGenerator local, ProofFallback fallback, Consumer<String> warn) {
    this.remote = Objects.requireNonNull(remote, "remote");
    this.local = Objects.requireNonNull(local, "local");
    this.fallback = Objects.requireNonNull(fallback, "fallback");
    this.warn = Objects.requireNonNull(warn, "warn");
  }

  /**
   * {@inheritDoc}
   *
   * @throws ProofServiceException if the service failed, and the fallback is strict
   */
  @Override
  public Proof prove(Claim claim, ProofListener listener)
      throws ProofException, InterruptedException {
    try {
      return remote.prove(claim, listener);
    } catch (ProofServiceException e) {
      if (fallback == ProofFallback.STRICT) {
        throw disabled(e);
      }
      if (fallback == ProofFallback.WARN) {
        warnOnce(claim.context().clientId(), e);
      }
      return locally(claim, listener, e);
    }
  }

  private static ProofServiceException disabled(ProofServiceException e) {
    return new ProofServiceException(
        e.getMessage()
            + "; the fallback is disabled (strict), nothing was proved locally. Mend the service, or choose the fallback warn or silent",
        e.reason(),
        e);
  }

  private void warnOnce(String clientId, ProofServiceException e) {
    if (warned.size() < MOST_WARNED && warned.add(clientId)) {
      warn.accept("client %s: %s; it proves locally".formatted(clientId, e.getMessage()));
      if (warned.size() == MOST_WARNED) {
        warn.accept("further clients' fallbacks are not told");
      }
    }
  }

  private Proof locally(Claim claim, ProofListener listener, ProofServiceException why)
      throws ProofException, InterruptedException {
    try {
      Proof proof = local.prove(claim, new WithoutSource(listener));
      listener.source(ProofSource.LOCAL_FALLBACK);
      return proof;
    } catch (ProofException e) {
      e.addSuppressed(why);
      throw e;
    }
  }

  /** Where it was made is told by who knows why. */
  private record WithoutSource(ProofListener listener) implements ProofListener {
    @Override
    public void witness(long nanos, long cpuNanos) {
      listener.witness(nanos, cpuNanos);
    }

    @Override
    public void proved(long nanos, long cpuNanos) {
      listener.proved(nanos, cpuNanos);
    }
  }
}
