package dev.fedbench.core.proof;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.spi.Extensions;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real proof system, counting its setups; they can be made to wait, or to fail once. For the
 * sake of time it makes three keys of each circuit, and then gives these in turn.
 */
final class WatchedSystem implements ProofSystem {

  private static final int MOST_KEYS = 3;
  private static final Map<CircuitSpec, Deque<Keys>> MADE = new HashMap<>();

  private final ProofSystem real = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
  private final String name;
  final AtomicInteger setups = new AtomicInteger();
  final CountDownLatch begun = new CountDownLatch(1);
  volatile CountDownLatch proceed = new CountDownLatch(0);
  volatile Optional<ProofException> failure = Optional.empty();

  WatchedSystem() {
    this("groth16");
  }

  WatchedSystem(String name) {
    this.name = name;
  }

  /** The smallest of that many values. */
  Circuit circuit(int values) {
    return circuit(new CircuitSpec(ProofKind.STANDARD, values, 2));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Circuit circuit(CircuitSpec spec) {
    return real.circuit(spec);
  }

  @Override
  public Keys setup(Circuit circuit) throws ProofException {
    setups.incrementAndGet();
    begun.countDown();
    try {
      proceed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure.isPresent()) {
      ProofException once = failure.get();
      failure = Optional.empty();
      throw once;
    }
    return another(circuit);
  }

  /** Not the same twice running. */
  private Keys another(Circuit circuit) throws ProofException {
    synchronized (MADE) {
      Deque<Keys> made = MADE.computeIfAbsent(circuit.spec(), any -> new ArrayDeque<>());
      Keys next = made.size() < MOST_KEYS ? real.setup(circuit) : made.removeFirst();
      made.addLast(next);
      return next;
    }
  }

  @Override
  public Keys read(Circuit circuit, InputStream in) throws IOException {
    return real.read(circuit, in);
  }

  @Override
  public ProofVerifier verifier(String circuitId, String json) throws ProofException {
    return real.verifier(circuitId, json);
  }

  @Override
  public String toJson(byte[] part) throws ProofException {
    return real.toJson(part);
  }

  @Override
  public byte[] fromJson(String json) throws ProofException {
    return real.fromJson(json);
  }
}
