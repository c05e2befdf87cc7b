package dev.fedbench.examples.cli;

import dev.fedbench.core.suite.proof.ProofSuite;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import dev.fedbench.spi.Extensions;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** The proof suite, measuring a system whose verifier believes everything. */
public final class GullibleSuite implements Suite {

  static final String NAME = "gullible";

  private final Suite suite =
      ProofSuite.builder()
          .kinds(ProofKind.SECURE)
          .sizes(2)
          .bits(8)
          .batch(2)
          .system(new Gullible())
          .build();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Scenario> scenarios(SuiteContext context) {
    return suite.scenarios(context);
  }

  @Override
  public int warmups(Profile profile) {
    return 0;
  }

  private static final class Gullible implements ProofSystem {

    private final ProofSystem right =
        Extensions.of(ProofSystem.class).find("groth16").orElseThrow();

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Circuit circuit(CircuitSpec spec) {
      return right.circuit(spec);
    }

    @Override
    public Keys setup(Circuit circuit) throws ProofException {
      return new GullibleKeys(right.setup(circuit));
    }

    @Override
    public Keys read(Circuit circuit, InputStream in) throws IOException {
      return right.read(circuit, in);
    }

    @Override
    public ProofVerifier verifier(String circuitId, String json) throws ProofException {
      return right.verifier(circuitId, json);
    }

    @Override
    public String toJson(byte[] part) throws ProofException {
      return right.toJson(part);
    }

    @Override
    public byte[] fromJson(String json) throws ProofException {
      return right.fromJson(json);
    }
  }

  private record GullibleKeys(Keys right) implements Keys {
    @Override
    public String id() {
      return right.id();
    }

    @Override
    public Circuit circuit() {
      return right.circuit();
    }

    @Override
    public ProofGenerator generator() {
      return right.generator();
    }

    @Override
    public ProofVerifier verifier() {
      return new ProofVerifier() {
        @Override
        public boolean verify(List<Statement> statements, Proof proof) {
          return true;
        }

        @Override
        public boolean verifyWhole(long values, List<Statement> statements, Proof proof) {
          return true;
        }
      };
    }

    @Override
    public String verificationKeyJson() {
      return right.verificationKeyJson();
    }

    @Override
    public void write(OutputStream out) throws IOException {
      right.write(out);
    }
  }
}
