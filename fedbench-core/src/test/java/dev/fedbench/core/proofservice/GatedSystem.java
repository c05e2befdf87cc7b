package dev.fedbench.core.proofservice;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** The real proof system, whose setups and proofs can be made to wait. */
final class GatedSystem implements ProofSystem {

  private final CountDownLatch setup = new CountDownLatch(1);
  private final boolean failing;
  final Semaphore begun = new Semaphore(0);
  final Semaphore proofs;

  /**
   * @param proofs how many may be made before somebody lets more through
   */
  GatedSystem(int proofs, boolean failing) {
    this.proofs = new Semaphore(proofs);
    this.failing = failing;
  }

  void letSetUp() {
    setup.countDown();
  }

  @Override
  public String name() {
    return Small.SYSTEM.name();
  }

  @Override
  public Circuit circuit(CircuitSpec spec) {
    return Small.SYSTEM.circuit(spec);
  }

  @Override
  public Keys setup(Circuit circuit) throws ProofException {
    try {
      setup.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failing) {
      throw new ProofException("no setup today");
    }
    return new GatedKeys(Small.SYSTEM.setup(circuit), this);
  }

  private record GatedKeys(Keys keys, GatedSystem gate) implements Keys {
    @Override
    public String id() {
      return keys.id();
    }

    @Override
    public Circuit circuit() {
      return keys.circuit();
    }

    @Override
    public ProofGenerator generator() {
      return (claim, listener) -> {
        gate.begun.release();
        gate.proofs.acquire();
        return keys.generator().prove(claim, listener);
      };
    }

    @Override
    public ProofVerifier verifier() {
      return keys.verifier();
    }

    @Override
    public String verificationKeyJson() {
      return keys.verificationKeyJson();
    }

    @Override
    public void write(OutputStream out) throws IOException {
      keys.write(out);
    }
  }

  @Override
  public Keys read(Circuit circuit, InputStream in) throws IOException {
    return Small.SYSTEM.read(circuit, in);
  }

  @Override
  public ProofVerifier verifier(String circuitId, String json) throws ProofException {
    return Small.SYSTEM.verifier(circuitId, json);
  }

  @Override
  public String toJson(byte[] part) throws ProofException {
    return Small.SYSTEM.toJson(part);
  }

  @Override
  public byte[] fromJson(String json) throws ProofException {
    return Small.SYSTEM.fromJson(json);
  }
}
