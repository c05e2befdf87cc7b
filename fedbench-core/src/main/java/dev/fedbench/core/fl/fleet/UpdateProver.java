package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.ProofTerms;
import dev.fedbench.core.proof.QuantizationException;
import dev.fedbench.core.proof.Quantizer;
import dev.fedbench.core.proofservice.ProofServiceException;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Quantises updates and has clients prove them; timed around {@code Client.prove}, so that neither
 * quantising nor deriving the claim is in it. Thread-safe: all clients share one, and its keys.
 */
final class UpdateProver {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ProofTerms terms;
  private final Keys keys;
  private final ProofGenerator generator;
  private final HostCode host;
  private final SecureRandom random = new SecureRandom();

  /** Whether a proof has ended: those that began before found as much that was cold. */
  private final AtomicBoolean warm = new AtomicBoolean();

  UpdateProver(ProofTerms terms, Keys keys, ProofGenerator generator, HostCode host) {
    this.terms = terms;
    this.keys = keys;
    this.generator = generator;
    this.host = host;
  }

  ProofTerms terms() {
    return terms;
  }

  /** Proves one client's update of one round. */
  Proven prove(
      Client client,
      byte[] runId,
      ClientTurn.Instruction instruction,
      String clientId,
      Tensors delta,
      long examples)
      throws TurnFailedException, InterruptedException {
    QuantizedUpdate update = quantize(delta);
    byte[] salt = new byte[UpdateContext.SALT_BYTES];
    random.nextBytes(salt);
    UpdateContext context =
        new UpdateContext(
            runId, instruction.round(), instruction.model().version(), clientId, examples, salt);
    Claim claim = claim(context, update);
    ProofTape tape = new ProofTape();
    ProofGenerator told = (what, listener) -> generator.prove(what, tape.and(listener));
    boolean first = !warm.get();
    long startCpu = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    Proof proof = host.call("prove", () -> prove(client, claim, told));
    long nanos = System.nanoTime() - start;
    long cpuNanos = THREADS.getCurrentThreadCpuTime() - startCpu;
    warm.set(true);
    return new Proven(
        salt, update, claim.statements(), proof, tape.source(), nanos, cpuNanos, first, tape);
  }

  private QuantizedUpdate quantize(Tensors delta) throws TurnFailedException {
    try {
      return Quantizer.quantize(delta, terms.spec().bits(), terms.scale());
    } catch (QuantizationException e) {
      throw new TurnFailedException(Cause.OVERFLOW, e.getMessage());
    }
  }

  private Claim claim(UpdateContext context, QuantizedUpdate update) throws TurnFailedException {
    try {
      return keys.circuit().claim(context, update, terms.bounds());
    } catch (IllegalArgumentException e) { // an update of another size
      throw new TurnFailedException(Cause.NO_PROOF, e.getMessage());
    }
  }

  private static Proof prove(Client client, Claim claim, ProofGenerator generator)
      throws Exception {
    try {
      return client.prove(claim, generator);
    } catch (ProofServiceException e) {
      throw new TurnFailedException(Cause.PROOF_SERVICE, e.getMessage());
    } catch (ProofException e) {
      throw new TurnFailedException(Cause.NO_PROOF, e.getMessage());
    }
  }
}
