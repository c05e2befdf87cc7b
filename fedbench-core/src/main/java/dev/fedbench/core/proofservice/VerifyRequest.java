package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonParser;
import dev.fedbench.proof.ProofKind;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A proof that somebody wants verified.
 *
 * @param parts of the proof, each as JSON
 * @param publicInputs of each part; empty if they are none
 * @param circuitId empty for the one circuit that there is, of that kind
 * @param values how many the update has; empty for as many as the circuit was made for
 * @param kind of the circuit, as FedZK's clients name it
 * @param keyId empty for the server's own keys
 */
record VerifyRequest(
    List<String> parts,
    Optional<List<List<BigInteger>>> publicInputs,
    Optional<String> circuitId,
    OptionalLong values,
    Optional<ProofKind> kind,
    Optional<String> keyId) {

  private static final int MOST_ID = 200;

  static VerifyRequest parse(byte[] body) throws RefusedException {
    Reader reader = new Reader(body);
    ServiceJson.object(body, reader::field);
    if (reader.parts.isEmpty() || !reader.given) {
      throw RefusedException.invalid("proof, public_inputs: missing or empty; expected both");
    }
    return new VerifyRequest(
        reader.parts,
        reader.publicInputs,
        reader.circuitId,
        reader.values,
        reader.kind,
        reader.keyId);
  }

  private static final class Reader {
    private final byte[] body;
    private List<String> parts = List.of();
    private boolean given;
    private Optional<List<List<BigInteger>>> publicInputs = Optional.empty();
    private Optional<String> circuitId = Optional.empty();
    private OptionalLong values = OptionalLong.empty();
    private Optional<ProofKind> kind = Optional.empty();
    private Optional<String> keyId = Optional.empty();

    Reader(byte[] body) {
      this.body = body;
    }

    void field(String name, JsonParser in) throws IOException, RefusedException {
      switch (name) {
        case "proof" -> parts = ServiceJson.parts(in, body);
        case "public_inputs" -> {
          given = true;
          publicInputs = ServiceJson.publicInputs(in);
        }
        case "circuit_id" -> circuitId = Optional.of(ServiceJson.text(name, in, MOST_ID));
        case "values" -> values = OptionalLong.of(ServiceJson.number(name, in, 1, (1L << 32) - 1));
        case "secure" ->
            kind = Optional.of(ServiceJson.flag(name, in) ? ProofKind.SECURE : ProofKind.STANDARD);
        case "key_id" -> keyId = Optional.of(ServiceJson.text(name, in, MOST_ID));
        default -> in.skipChildren();
      }
    }
  }
}
