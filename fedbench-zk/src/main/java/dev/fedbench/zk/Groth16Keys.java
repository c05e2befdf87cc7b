package dev.fedbench.zk;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.zk.circuit.Assignment;
import dev.fedbench.zk.groth16.Groth16;
import dev.fedbench.zk.groth16.UnsatisfiedException;
import dev.fedbench.zk.snarkjs.SnarkjsJson;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** The keys of one of our circuits, and the prover. */
final class Groth16Keys implements Keys, ProofGenerator {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Groth16Circuit circuit;
  private final Groth16 groth16;
  private final SecureRandom random;
  private final String id;
  private final Groth16Verifier verifier;

  Groth16Keys(Groth16Circuit circuit, Groth16 groth16, SecureRandom random) {
    this.circuit = circuit;
    this.groth16 = groth16;
    this.random = random;
    this.id = groth16.verificationKey().id();
    this.verifier =
        new Groth16Verifier(circuit.circuit().shape(), groth16.verificationKey(), random);
  }

  @Override
  public String id() {
    return id;
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
    return verifier;
  }

  @Override
  public String verificationKeyJson() {
    return SnarkjsJson.write(groth16.verificationKey());
  }

  @Override
  public void write(OutputStream out) throws IOException {
    // The circuit is part of it: keys of another one with as many signals would fit.
    new DataOutputStream(out).writeUTF(circuit.id());
    out.write(Fingerprint.of(groth16.system()));
    groth16.write(out);
  }

  @Override
  public Proof prove(Claim claim, ProofListener listener)
      throws ProofException, InterruptedException {
    Groth16Claim ours =
        claim instanceof Groth16Claim one && one.circuitId().equals(circuit.id())
            ? one
            : circuit.claim(claim.context(), claim.update(), claim.bounds());
    List<byte[]> parts = new ArrayList<>();
    for (Assignment assignment : ours.assignments()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while proving");
      }
      parts.add(prove(assignment, listener));
    }
    return new Proof(parts);
  }

  private byte[] prove(Assignment assignment, ProofListener listener) throws ProofException {
    long start = System.nanoTime();
    long startCpu = THREADS.getCurrentThreadCpuTime();
    long[] witness = circuit.circuit().witness(assignment, groth16.system().variables());
    long computed = System.nanoTime();
    long computedCpu = THREADS.getCurrentThreadCpuTime();
    listener.witness(computed - start, computedCpu - startCpu);
    try {
      byte[] proof = groth16.prove(witness, random).encode();
      listener.proved(
          System.nanoTime() - computed, THREADS.getCurrentThreadCpuTime() - computedCpu);
      return proof;
    } catch (UnsatisfiedException e) {
      throw new ProofException("the update does not keep what %s asks".formatted(circuit.id()), e);
    }
  }
}
