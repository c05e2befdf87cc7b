package dev.fedbench.metric;

/**
 * What the proof suite measures, of whole updates: where one takes several proofs, of all of them.
 * {@code docs/metrics.md} defines each, with where its clock starts and stops.
 */
public final class ProofMetrics {

  /** Making the keys of the circuit. */
  public static final Metric SETUP = Metric.seconds("zk.setup");

  /** The first proof under fresh keys: witness and proof, cold. */
  public static final Metric FIRST_PROOF = Metric.seconds("zk.first_proof");

  /** Computing the witness, wall clock. */
  public static final Metric WITNESS = Metric.seconds("zk.witness");

  /** The same in CPU time. */
  public static final Metric WITNESS_CPU = Metric.seconds("zk.witness_cpu");

  /** Proving with the witness, wall clock. */
  public static final Metric PROVE = Metric.seconds("zk.prove");

  /** The same in CPU time. */
  public static final Metric PROVE_CPU = Metric.seconds("zk.prove_cpu");

  /** Verifying one update's proof, wall clock. */
  public static final Metric VERIFY = Metric.seconds("zk.verify");

  /** The same in CPU time. */
  public static final Metric VERIFY_CPU = Metric.seconds("zk.verify_cpu");

  /** Verifying many updates' proofs together, for each of them: wall clock. */
  public static final Metric BATCH_VERIFY = Metric.seconds("zk.batch_verify");

  /** The same in CPU time. */
  public static final Metric BATCH_VERIFY_CPU = Metric.seconds("zk.batch_verify_cpu");

  /** Bytes of an update's proof. */
  public static final Metric PROOF_BYTES = Metric.bytes("zk.proof_bytes");

  /** Bytes of the keys as they are kept: the proving key, nearly all of it. */
  public static final Metric KEY_BYTES = Metric.bytes("zk.key_bytes");

  /** Characters of the verification key as JSON, as bytes. */
  public static final Metric VERIFICATION_KEY_BYTES = Metric.bytes("zk.verification_key_bytes");

  /** The most of the heap that was in use while an update was proved, garbage included. */
  public static final Metric PEAK_MEMORY = Metric.bytes("zk.peak_memory");

  /** Constraints of one proof. */
  public static final Metric CONSTRAINTS =
      new Metric("zk.constraints", Unit.COUNT, Better.LOWER, Provenance.MEASURED);

  /** Proofs of true claims that were made and verified, over those that were tried. */
  public static final Metric SUCCESS_RATE =
      new Metric("zk.success_rate", Unit.RATIO, Better.HIGHER, Provenance.MEASURED);

  private ProofMetrics() {}
}
