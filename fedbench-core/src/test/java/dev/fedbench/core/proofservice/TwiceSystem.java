package dev.fedbench.core.proofservice;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves everything twice, with the real proof system: its proofs have two parts, and small
 * circuits all the same.
 */
final class TwiceSystem implements ProofSystem {

  @Override
  public String name() {
    return "twice";
  }

  @Override
  public Circuit circuit(CircuitSpec spec) {
    return new Twice(Small.SYSTEM.circuit(spec));
  }

  @Override
  public Keys setup(Circuit circuit) throws ProofException {
    return new TwiceKeys(Small.SYSTEM.setup(((Twice) circuit).once));
  }

  @Override
  public Keys read(Circuit circuit, InputStream in) throws IOException {
    return new TwiceKeys(Small.SYSTEM.read(((Twice) circuit).once, in));
  }

  @Override
  public ProofVerifier verifier(String circuitId, String json) throws ProofException {
    return new TwiceVerifier(Small.SYSTEM.verifier(once(circuitId), json));
  }

  private static String once(String circuitId) {
    return circuitId.substring("twice-".length());
  }

  @Override
  public String toJson(byte[] part) throws ProofException {
    return Small.SYSTEM.toJson(part);
  }

  @Override
  public byte[] fromJson(String json) throws ProofException {
    return Small.SYSTEM.fromJson(json);
  }

  private record Twice(Circuit once) implements Circuit {
    @Override
    public String id() {
      return "twice-" + once.id();
    }

    @Override
    public CircuitSpec spec() {
      return once.spec();
    }

    @Override
    public int constraints() {
      return once.constraints();
    }

    @Override
    public int proofs() {
      return 2 * once.proofs();
    }

    @Override
    public List<Statement> statements(
        UpdateContext context, QuantizedUpdate update, Bounds bounds) {
      return claim(context, update, bounds).statements();
    }

    @Override
    public Claim claim(UpdateContext context, QuantizedUpdate update, Bounds bounds) {
      return new TwiceClaim(once.claim(context, update, bounds));
    }
  }

  private record TwiceClaim(Claim once) implements Claim {
    @Override
    public UpdateContext context() {
      return once.context();
    }

    @Override
    public QuantizedUpdate update() {
      return once.update();
    }

    @Override
    public Bounds bounds() {
      return once.bounds();
    }

    @Override
    public List<Statement> statements() {
      List<Statement> both = new ArrayList<>(once.statements());
      both.addAll(once.statements());
      return both.stream()
          .map(each -> new Statement("twice-" + each.circuitId(), each.publicSignals()))
          .toList();
    }
  }

  private record TwiceKeys(Keys once) implements Keys, ProofGenerator {
    @Override
    public String id() {
      return once.id();
    }

    @Override
    public Circuit circuit() {
      return new Twice(once.circuit());
    }

    @Override
    public ProofGenerator generator() {
      return this;
    }

    @Override
    public Proof prove(Claim claim, ProofListener listener)
        throws ProofException, InterruptedException {
      List<byte[]> parts =
          new ArrayList<>(once.generator().prove(((TwiceClaim) claim).once, listener).parts());
      parts.addAll(once.generator().prove(((TwiceClaim) claim).once, listener).parts());
      return new Proof(parts);
    }

    @Override
    public ProofVerifier verifier() {
      return new TwiceVerifier(once.verifier());
    }

    @Override
    public String verificationKeyJson() {
      return once.verificationKeyJson();
    }

    @Override
    public void write(OutputStream out) throws IOException {
      once.write(out);
    }
  }

  private record TwiceVerifier(ProofVerifier once) implements ProofVerifier {
    @Override
    public boolean verify(List<Statement> statements, Proof proof) {
      List<byte[]> parts = proof.parts();
      boolean all = statements.size() == 2 && parts.size() == 2;
      for (int i = 0; all && i < parts.size(); i++) {
        Statement each = statements.get(i);
        all =
            once.verify(
                List.of(new Statement(TwiceSystem.once(each.circuitId()), each.publicSignals())),
                new Proof(List.of(parts.get(i))));
      }
      return all;
    }

    @Override
    public boolean verifyWhole(long values, List<Statement> statements, Proof proof) {
      return verify(statements, proof);
    }
  }
}
