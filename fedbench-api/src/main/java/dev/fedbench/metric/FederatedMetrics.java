package dev.fedbench.metric;

/**
 * What a federated run measures. {@code docs/metrics.md} defines each, with where its clock starts
 * and stops.
 */
public final class FederatedMetrics {

  /** {@code Client.fit}, wall clock, of updates that were accepted. */
  public static final Metric TRAINING = Metric.seconds("client.training");

  /** {@code Client.fit}, CPU time of the thread that ran it. */
  public static final Metric TRAINING_CPU = Metric.seconds("client.training_cpu");

  /**
   * {@code Client.prove}, wall clock, but for proofs that began before the run's first was done.
   * Absent where updates carry no proof.
   */
  public static final Metric PROOF = Metric.seconds("client.proof");

  /** {@code Client.prove}, CPU time of the thread that ran it, but for the same. */
  public static final Metric PROOF_CPU = Metric.seconds("client.proof_cpu");

  /**
   * {@code Client.prove}, wall clock, of proofs that began before the run's first was done: they
   * may find code that is not compiled and caches that are cold.
   */
  public static final Metric FIRST_PROOF = Metric.seconds("client.first_proof");

  /** How often the proof service was asked for a proof that it then made. */
  public static final Metric PROOF_ATTEMPTS = Metric.count("proof.attempts");

  /**
   * Of a proof made in this process, but for the first: computing the witness, wall clock. Where
   * the prover tells.
   */
  public static final Metric WITNESS = Metric.seconds("proof.witness");

  /** Of a proof: computing the witness, CPU time. */
  public static final Metric WITNESS_CPU = Metric.seconds("proof.witness_cpu");

  /** Of a proof: proving with the witness, wall clock. */
  public static final Metric PROVE = Metric.seconds("proof.prove");

  /** Of a proof: proving with the witness, CPU time. */
  public static final Metric PROVE_CPU = Metric.seconds("proof.prove_cpu");

  /** Bytes of an update's proof, all parts of it. */
  public static final Metric PROOF_BYTES = Metric.bytes("proof.bytes");

  /**
   * The coordinator's verification of an update's proof, deriving what it must say included: wall
   * clock.
   */
  public static final Metric PROOF_VERIFICATION = Metric.seconds("proof.verification");

  /** The same in CPU time. */
  public static final Metric PROOF_VERIFICATION_CPU = Metric.seconds("proof.verification_cpu");

  /** Updates whose proofs the coordinator verified together with this one's, itself included. */
  public static final Metric PROOF_BATCH = Metric.count("proof.batch");

  /** Making the run's keys. Outside every client's time. */
  public static final Metric KEY_SETUP = Metric.seconds("proof.key_setup");

  /** Loading the run's keys, where there are some already. Outside every client's time. */
  public static final Metric KEY_LOADING = Metric.seconds("proof.key_loading");

  /**
   * From handing the update to the transport to the coordinator's answer, as the client sees it.
   */
  public static final Metric SUBMISSION = Metric.seconds("client.submission");

  /** The coordinator's own checks of the update: form, values, signature, proof. */
  public static final Metric VERIFICATION = Metric.seconds("client.verification");

  /** From before {@code fit} to the coordinator's answer. */
  public static final Metric TOTAL = Metric.seconds("client.total");

  /**
   * Total less training, proof and submission: quantising, deriving what is to be proved, encoding,
   * signing and the harness itself.
   */
  public static final Metric RESIDUAL = Metric.seconds("client.residual");

  /** From the first client's start to the last client's end. */
  public static final Metric DURATION = Metric.seconds("federated.duration");

  /** CPU time of this process between the same two instants, every thread included. */
  public static final Metric PROCESS_CPU = Metric.seconds("federated.process_cpu");

  /** From the coordinator's opening until enough clients had joined. */
  public static final Metric JOIN_TIME = Metric.seconds("federated.join_time");

  /** From the first instruction to the last aggregation. */
  public static final Metric TRAIN_TIME = Metric.seconds("federated.train_time");

  /** From a model's publication to one receiver's word that it has decoded it. */
  public static final Metric MODEL_UPDATE = Metric.seconds("model.update");

  /** From a model's publication to the last receiver's word: a sample a version. */
  public static final Metric MODEL_UPDATE_ALL = Metric.seconds("model.update_all");

  /** From a synchronous round's announcement to its aggregation. */
  public static final Metric ROUND = Metric.seconds("round.duration");

  /** From a synchronous round's request to evaluate to the last evaluation. */
  public static final Metric EVALUATION = Metric.seconds("round.evaluation");

  /** Clients that took part. */
  public static final Metric CLIENTS = Metric.count("federated.clients");

  /** Clients at least one of whose updates was accepted. */
  public static final Metric SUCCESSFUL_CLIENTS = Metric.count("federated.successful_clients");

  /** Updates whose submission triggered an aggregation. */
  public static final Metric AGGREGATED_UPDATES = Metric.count("federated.aggregated_updates");

  /** Updates that the coordinator accepted. */
  public static final Metric ACCEPTED_UPDATES = Metric.count("federated.accepted_updates");

  /** Updates that failed, on the client's side or the coordinator's. */
  public static final Metric FAILED_UPDATES = Metric.count("federated.failed_updates");

  /** Updates accepted and not yet aggregated when the run ended. */
  public static final Metric PENDING_UPDATES = Metric.count("federated.pending_updates");

  /** Times that a client tried again to connect or join. */
  public static final Metric RETRIES = Metric.count("federated.retries");

  private FederatedMetrics() {}
}
