package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.KeyRequest;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.ProofTerms;
import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.core.proofservice.FallbackProver;
import dev.fedbench.core.proofservice.RemoteProver;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Recorder;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofFallback;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofGeneratorFactory;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSource;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.Proving;
import dev.fedbench.spi.Extensions;
import dev.fedbench.suite.ScenarioContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * What coordinator and fleet agree on about proofs, and the keys, before any client does anything.
 */
final class FleetProving implements AutoCloseable {

  /** The largest keys that a fleet takes from its coordinator. */
  static final int MAX_KEY_BYTES = 1 << 28;

  private final ProofTerms terms;
  private final Keys keys;
  private final ProofGenerator generator;
  private final Optional<RemoteProver> remote;

  private FleetProving(
      ProofTerms terms, Keys keys, ProofGenerator generator, Optional<RemoteProver> remote) {
    this.terms = terms;
    this.keys = keys;
    this.generator = generator;
    this.remote = remote;
  }

  /**
   * Takes the coordinator's terms, if they are what this side asked for.
   *
   * @param wanted the coordinator's terms
   * @return empty if nothing is to be proved
   * @throws IOException if the two want different things, or there are no such keys
   */
  static Optional<FleetProving> agree(
      FleetSetup setup,
      Optional<ProofTerms> wanted,
      Caller caller,
      Recorder recorder,
      ScenarioContext context)
      throws IOException, InterruptedException {
    Optional<Proving> asked = setup.config().proving();
    if (wanted.isEmpty()) {
      if (asked.isPresent()) {
        throw new IOException(
            "this run is to prove its updates, and the coordinator at %s wants no proofs; leave secure() or proofs(…) out, or start it with them"
                .formatted(setup.endpoint()));
      }
      return Optional.empty();
    }
    ProofTerms terms = wanted.get();
    ProofSystem system = asked.isPresent() ? asked.get().system() : system(terms.system());
    if (asked.isPresent()) {
      check(terms, asked.get());
    }
    Keys keys = keys(setup, terms, system, caller, recorder);
    Optional<RemoteProver> remote =
        asked.flatMap(Proving::service).map(service -> new RemoteProver(service, system, keys));
    ProofGenerator generator = generator(asked, keys, remote, context);
    return Optional.of(new FleetProving(terms, keys, generator, remote));
  }

  private static ProofGenerator generator(
      Optional<Proving> asked, Keys keys, Optional<RemoteProver> remote, ScenarioContext context) {
    ProofGenerator local = local(keys);
    if (remote.isPresent()) {
      ProofFallback fallback = asked.flatMap(Proving::service).orElseThrow().fallback();
      return new FallbackProver(remote.get(), local, fallback, context::warn);
    }
    Optional<ProofGeneratorFactory> own = asked.flatMap(Proving::generator);
    return own.isEmpty()
        ? local
        : Objects.requireNonNull(own.get().create(keys, local), "the proof generator");
  }

  private static ProofSystem system(String name) throws IOException {
    Extensions<ProofSystem> systems = Extensions.of(ProofSystem.class);
    return systems
        .find(name)
        .orElseThrow(
            () -> new IOException("the coordinator wants proofs: " + systems.explainMissing(name)));
  }

  private static void check(ProofTerms terms, Proving asked) throws IOException {
    ProofPolicy policy = asked.policy();
    boolean same =
        terms.system().equals(asked.system().name())
            && terms.spec().kind() == policy.kind()
            && terms.spec().bits() == policy.bits()
            && terms.scale() == policy.scale()
            && terms.bounds().equals(policy.bounds(terms.spec().values()));
    if (!same) {
      throw new IOException(
          "the coordinator wants %s, scale %d, %s, of %s; this run proves %s, %s. Give both the same, or leave it out here"
              .formatted(
                  terms.spec(),
                  terms.scale(),
                  terms.bounds(),
                  terms.system(),
                  policy,
                  policy.bounds(terms.spec().values())));
    }
  }

  private static Keys keys(
      FleetSetup setup, ProofTerms terms, ProofSystem system, Caller caller, Recorder recorder)
      throws IOException, InterruptedException {
    if (setup.keys().isPresent()) {
      return setup.keys().get();
    }
    Circuit circuit = circuit(terms, system);
    long start = System.nanoTime();
    KeyStore store = setup.keyStore();
    Optional<Keys> known = store.find(system, circuit, terms.keyId());
    Keys keys = known.isPresent() ? known.get() : fetch(terms, system, circuit, caller);
    if (known.isEmpty()) {
      store.put(system, keys);
    }
    recorder.record(FederatedMetrics.KEY_LOADING, (System.nanoTime() - start) / 1e9);
    return keys;
  }

  private static Circuit circuit(ProofTerms terms, ProofSystem system) throws IOException {
    Circuit circuit;
    try {
      circuit = system.circuit(terms.spec());
    } catch (IllegalArgumentException e) {
      throw new IOException("the coordinator's circuit: " + e.getMessage(), e);
    }
    if (!circuit.id().equals(terms.circuitId())) {
      throw new IOException(
          "the coordinator's circuit is %s; %s here would be %s. Use the same version on both sides"
              .formatted(terms.circuitId(), terms.spec(), circuit.id()));
    }
    return circuit;
  }

  private static Keys fetch(ProofTerms terms, ProofSystem system, Circuit circuit, Caller caller)
      throws IOException, InterruptedException {
    ByteBuffer request = new KeyRequest(terms.keyId()).encode();
    byte[] bytes;
    try {
      bytes =
          caller.call(
              Method.KEYS,
              request,
              body -> {
                byte[] copy = new byte[body.remaining()];
                body.get(copy);
                return copy;
              });
    } catch (TurnFailedException e) {
      throw new IOException("no keys from the coordinator: " + e.getMessage(), e);
    }
    Keys keys = system.read(circuit, new ByteArrayInputStream(bytes));
    if (!keys.id().equals(terms.keyId())) {
      throw new IOException(
          "the coordinator's keys have id %s; it said %s".formatted(keys.id(), terms.keyId()));
    }
    return keys;
  }

  private static ProofGenerator local(Keys keys) {
    ProofGenerator generator = keys.generator();
    return (claim, listener) -> {
      Proof proof = generator.prove(claim, listener);
      listener.source(ProofSource.LOCAL);
      return proof;
    };
  }

  /** What proves the clients' updates. */
  UpdateProver prover(HostCode host) {
    return new UpdateProver(terms, keys, generator, host);
  }

  /** Ends what it holds to reach a proof service. Idempotent. */
  @Override
  public void close() {
    remote.ifPresent(RemoteProver::close);
  }
}
