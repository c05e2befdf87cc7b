package dev.fedbench.circom;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.zk.circom.CircomFileException;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** The keys of a circuit of the user's own, and its prover. */
final class CircomKeys implements Keys, ProofGenerator {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final UpdateCircuit circuit;
  private final CircomCircuit ours;

  CircomKeys(UpdateCircuit circuit) {
    this.circuit = circuit;
    this.ours = circuit.circuit();
  }

  @Override
  public String id() {
    return ours.key().verifier().keyId();
  }

  @Override
  public Circuit circuit() {
    return circuit;
  }

  @Override
  public ProofGenerator generator() {
    return this;
  }

  @Override
  public ProofVerifier verifier() {
    return new UpdateVerifier(ours.id(), ours.key().verifier(), ours.random());
  }

  @Override
  public String verificationKeyJson() {
    return ours.key().verifier().keyJson();
  }

  @Override
  public void write(OutputStream out) throws IOException {
    new DataOutputStream(out).writeUTF(ours.id());
    ours.key().write(out);
  }

  /** A witness that an earlier call computed is told with what it took then. */
  @Override
  public Proof prove(Claim claim, ProofListener listener)
      throws ProofException, InterruptedException {
    UpdateClaim mine =
        claim instanceof UpdateClaim one && one.isOf(ours)
            ? one
            : circuit.claim(claim.context(), claim.update(), claim.bounds());
    try {
      Witness witness = mine.witness();
      listener.witness(witness.nanos(), witness.cpuNanos());
      byte[] file = witness.file();
      long start = System.nanoTime();
      long startCpu = THREADS.getCurrentThreadCpuTime();
      byte[] proof = ours.key().proveEncoded(file);
      listener.proved(System.nanoTime() - start, THREADS.getCurrentThreadCpuTime() - startCpu);
      return new Proof(List.of(proof));
    } catch (WitnessException | CircomFileException | IllegalArgumentException e) {
      throw new ProofException(e.getMessage(), e);
    }
  }
}
