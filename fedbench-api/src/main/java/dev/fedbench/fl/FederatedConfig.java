package dev.fedbench.fl;

import dev.fedbench.proof.Proving;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything about one federated run.
 *
 * @param clients how many clients, at least 1
 * @param factory makes them; empty for synthetic ones, which draw seeded normal deltas
 * @param inputSize weights of the synthetic model; it has a bias besides
 * @param policy when clients train and when updates become a model. An external coordinator has its
 *     own: of this one the minimum of clients alone counts
 * @param aggregator how
 * @param evaluate whether clients evaluate each round's model, or an asynchronous run's last one
 * @param coordinator where the coordinator is
 * @param transport what carries the messages
 * @param authentication how the coordinator knows whose update it has
 * @param proving how updates are proved; empty where they carry no proof. An external coordinator
 *     has its own policy, which this one must be
 * @param clientKeys a directory of the clients' private keys, for an external coordinator
 * @param fedzkApi whether the coordinator also speaks FedZK's HTTP API
 * @param parallelism how many clients work at once, at least 1
 * @param connections how clients share connections
 * @param rampUp how they arrive
 * @param joinTimeout how long clients have to join
 * @param callTimeout how long a call to the coordinator may take
 * @param keeping what the coordinator keeps of the run; empty for nothing
 * @param targets accuracies whose rounds, time and bytes the report states
 */
public record FederatedConfig(
    int clients,
    Optional<ClientFactory> factory,
    int inputSize,
    RoundPolicy policy,
    Aggregator aggregator,
    boolean evaluate,
    CoordinatorAddress coordinator,
    Transport transport,
    Authentication authentication,
    Optional<Proving> proving,
    Optional<Path> clientKeys,
    boolean fedzkApi,
    int parallelism,
    Connections connections,
    RampUp rampUp,
    Duration joinTimeout,
    Duration callTimeout,
    Optional<ModelKeeping> keeping,
    List<Double> targets) {

  /** The most clients of one run: what one index array holds. */
  public static final int MAX_CLIENTS = 100_000_000;

  public FederatedConfig {
    Objects.requireNonNull(aggregator, "aggregator");
    Objects.requireNonNull(transport, "transport");
    targets = List.copyOf(targets);
    Optional<String> unreachable = coordinator.problem(transport);
    new Problems()
        .between("clients", clients, 1, MAX_CLIENTS)
        .between("input size", inputSize, 1, TensorLayout.MAX_VALUES - 1)
        .expect(
            policy.minClients() <= Math.max(clients, 1),
            "min clients: %d; expected at most the %d clients",
            policy.minClients(),
            clients)
        .expect(unreachable.isEmpty(), "coordinator %s", unreachable.orElse(""))
        .atLeast("parallelism", parallelism, 1)
        .positive("join timeout", joinTimeout)
        .positive("call timeout", callTimeout)
        .expect(
            targets.stream().allMatch(t -> t > 0 && t <= 1),
            "target accuracies: %s; expected each above 0, up to 1",
            targets)
        .expect(
            !(fedzkApi && !transport.name().equals("http")),
            "FedZK's API: needs the transport http, not %s",
            transport.name())
        .expect(
            !authentication.openEnrolment() || fedzkApi,
            "open enrolment: is for FedZK's API; switch that on too, or leave it out")
        .expect(
            keeping.isEmpty() || coordinator instanceof CoordinatorAddress.Local,
            "store: the coordinator keeps models, and an external one is none of this run's; leave one of them out")
        .expect(
            clientKeys.isEmpty() || coordinator instanceof CoordinatorAddress.External,
            "client keys: are for an external coordinator, which has enrolled them; say coordinatorUrl(…) too, or leave them out")
        .expect(
            clientKeys.isEmpty() || authentication.signatures(),
            "client keys: sign updates, and signatures(false) says not to; leave one of them out")
        .expect(
            coordinator instanceof CoordinatorAddress.Local
                || clientKeys.isPresent()
                || !authentication.signatures(),
            "signatures: an external coordinator verifies them with keys that it has enrolled; say clientKeys(…) too, or leave them out")
        .expect(
            proving.isEmpty()
                || coordinator instanceof CoordinatorAddress.External
                || proving
                    .get()
                    .policy()
                    .sumsFit(policy.updatesPerModel(clients), authentication.maxExamples()),
            "proofs: sums over %d updates of %d bits and up to %d examples each could pass 2^63; lower maxExamples, to what your largest client has, or the bits",
            policy.updatesPerModel(clients),
            proving.map(how -> how.policy().bits()).orElse(0),
            authentication.maxExamples())
        .expect(
            !fedzkApi || coordinator instanceof CoordinatorAddress.Local,
            "FedZK's API: is the coordinator's to offer; give the option to the external coordinator")
        .orThrow();
  }
}
