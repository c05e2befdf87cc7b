package dev.fedbench.core.suite;

import dev.fedbench.core.fedzk.FedZkApi;
import dev.fedbench.core.fedzk.FedZkLimits;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.coordinator.CoordinatorPolicy;
import dev.fedbench.core.fl.coordinator.ProofDemand;
import dev.fedbench.core.fl.fleet.Seeds;
import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.Proving;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts the coordinator that a configuration asks for, for the harness and the command line alike.
 */
public final class CoordinatorStart {

  /** What a frame's header and a submission's own fields may take beside the values. */
  private static final int HEADROOM = 1 << 20;

  /** A value in decimal, up to 24 characters and a comma, and its share of a proof as JSON. */
  private static final int JSON_BYTES = 32;

  private CoordinatorStart() {}

  /**
   * Starts it.
   *
   * @param address where
   * @param keys where the keys of proofs come from
   * @param endless whether an asynchronous run goes on until it is stopped
   * @param seed the run's seed
   * @param warn hears what a reader of the figures must know
   * @throws IOException if the address cannot be bound
   * @throws Exception if client 0 cannot say which model to start from
   */
  public static Coordinator start(
      FederatedConfig config,
      CoordinatorAddress.Local address,
      ClientFactory factory,
      Enrolment enrolment,
      KeyStore keys,
      boolean endless,
      long seed,
      CoordinatorObserver observer,
      Consumer<String> warn)
      throws Exception {
    Optional<Tensors> model = initialModel(factory, enrolment, seed, warn);
    Optional<ProofDemand> proofs = proofs(config, enrolment, model, keys, observer);
    CoordinatorPolicy policy =
        new CoordinatorPolicy(
            config.policy(),
            config.aggregator(),
            config.evaluate(),
            config.authentication().signatures(),
            proofs,
            config.joinTimeout(),
            endless,
            seed);
    Transport transport = config.transport();
    URI bind = transport.address(address.host(), address.port());
    ServerOptions options = options(model, config.fedzkApi() ? JSON_BYTES : Float.BYTES);
    if (!config.fedzkApi()) {
      return Coordinator.start(transport, bind, options, policy, enrolment, model, observer);
    }
    if (!(transport instanceof HttpTransport http)) {
      throw new IllegalArgumentException("FedZK's API needs fedbench's own HTTP transport");
    }
    FedZkApi api =
        new FedZkApi(
            config.authentication().openEnrolment(),
            config.authentication().maxExamples(),
            FedZkLimits.defaults());
    Coordinator coordinator =
        Coordinator.start(api.over(http, bind, options), policy, enrolment, model, observer);
    api.attach(coordinator);
    return coordinator;
  }

  /** The keys are made, or loaded, before anyone can ask for anything. */
  private static Optional<ProofDemand> proofs(
      FederatedConfig config,
      Enrolment enrolment,
      Optional<Tensors> model,
      KeyStore keys,
      CoordinatorObserver observer)
      throws Exception {
    if (config.proving().isEmpty()) {
      return Optional.empty();
    }
    Proving proving = config.proving().get();
    if (model.isEmpty()) {
      throw new IllegalArgumentException(
          "proofs: nobody knows the size of updates before the first one, because client 0 names no initial model; override Client.initialModel, or leave proofs out");
    }
    ProofPolicy policy = proving.policy();
    checkSums(config.policy().updatesPerModel(enrolment.size()), enrolment, policy);
    Circuit circuit =
        proving
            .system()
            .circuit(new CircuitSpec(policy.kind(), model.get().values().length, policy.bits()));
    KeyStore.Acquired acquired = keys.obtain(proving.system(), circuit);
    observer.sample(
        acquired.made() ? FederatedMetrics.KEY_SETUP : FederatedMetrics.KEY_LOADING,
        acquired.took().toNanos() / 1e9);
    return Optional.of(new ProofDemand(proving.system(), acquired.keys(), policy));
  }

  /** Each enrolled client may have a cap of its own. */
  private static void checkSums(long updates, Enrolment enrolment, ProofPolicy policy) {
    long cap = 0;
    for (int i = 0; i < enrolment.size(); i++) {
      cap = Math.max(cap, enrolment.maxExamples(i));
    }
    if (!policy.sumsFit(updates, cap)) {
      throw new IllegalArgumentException(
          "proofs: sums over %d updates of %d bits and up to %d examples each could pass 2^63; enrol clients for fewer examples, or lower the bits"
              .formatted(updates, policy.bits(), cap));
    }
  }

  private static ServerOptions options(Optional<Tensors> model, int bytesPerValue) {
    ServerOptions defaults = ServerOptions.defaults();
    return model
        .map(tensors -> (long) bytesPerValue * tensors.values().length + HEADROOM)
        .map(bytes -> defaults.withMaxRequestBytes((int) Math.min(bytes, Integer.MAX_VALUE - 8)))
        .orElse(defaults);
  }

  private static Optional<Tensors> initialModel(
      ClientFactory factory, Enrolment enrolment, long seed, Consumer<String> warn)
      throws Exception {
    ClientContext first =
        new ClientContext(enrolment.id(0), 0, enrolment.size(), Seeds.of(seed, 0));
    Client client;
    try {
      client = Objects.requireNonNull(factory.create(first), "create returned null");
    } catch (Exception e) { // its own failure, which counts when its turn comes
      warn.accept("client 0 could not be asked for the initial model: " + e);
      return Optional.empty();
    }
    try {
      return Objects.requireNonNull(
          client.initialModel(),
          "client 0's initialModel returned null; expected Optional.empty() for none");
    } finally {
      close(client, warn);
    }
  }

  private static void close(Client client, Consumer<String> warn) {
    try {
      client.close();
    } catch (RuntimeException | Error e) { // a host's code: the model is there all the same
      warn.accept("a client did not close: " + e);
    }
  }
}
