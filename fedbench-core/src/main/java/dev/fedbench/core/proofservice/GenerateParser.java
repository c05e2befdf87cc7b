package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonParser;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.UpdateContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one body of {@code POST /generate_proof}. What it does not say is as {@link ProofPolicy}
 * has it, and its context is of no run; fields that it does not know are FedZK's business.
 */
final class GenerateParser {

  private static final int MOST_ID = 200;
  private static final int MOST_RUN_ID_BYTES = 64;
  private static final long MOST_SCALE = 1L << 31;
  private static final long MOST_VALUES = (1L << 32) - 1;

  /** An exponent of more digits would take memory without end to write out. */
  private static final Pattern DECIMAL =
      Pattern.compile("[0-9]{1,50}(\\.[0-9]{1,50})?([eE][+-]?[0-9]{1,2})?");

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,100}");

  private final byte[] body;
  private final Values values;
  private ProofPolicy policy = ProofPolicy.standard();
  private Optional<BigInteger> maxNormSq = Optional.empty();
  private boolean secure;
  private Optional<String> circuitId = Optional.empty();
  private Optional<String> keyId = Optional.empty();
  private byte[] runId = {};
  private long round;
  private long baseVersion;
  private String clientId = "";
  private long examples = 1;
  private byte[] salt = {};

  private GenerateParser(byte[] body, int mostValues) {
    this.body = body;
    this.values = new Values(mostValues);
  }

  /**
   * Reads it.
   *
   * @param random draws a salt if there is none
   */
  static GenerateRequest parse(byte[] body, int mostValues, SecureRandom random)
      throws RefusedException {
    return new GenerateParser(body, mostValues).read(random);
  }

  private GenerateRequest read(SecureRandom random) throws RefusedException {
    ServiceJson.object(body, this::field);
    QuantizedUpdate update = values.quantized(policy.bits(), policy.scale());
    int count = update.values().length;
    if (salt.length == 0) {
      salt = new byte[UpdateContext.SALT_BYTES];
      random.nextBytes(salt);
    }
    ProofKind kind = secure ? ProofKind.SECURE : ProofKind.STANDARD;
    return new GenerateRequest(
        new CircuitSpec(kind, count, policy.bits()),
        update,
        bounds(count),
        new UpdateContext(runId, round, baseVersion, clientId, examples, salt),
        circuitId,
        keyId);
  }

  private Bounds bounds(int count) throws RefusedException {
    if (maxNormSq.isPresent() && policy.maxNorm().isPresent()) {
      throw RefusedException.invalid("max_norm, max_norm_sq: leave one of them out");
    }
    Bounds computed = policy.bounds(count);
    return new Bounds(maxNormSq.orElse(computed.maxNormSq()), computed.minActive());
  }

  private void field(String name, JsonParser in) throws IOException, RefusedException {
    switch (name) {
      case "gradients" -> values.readGradients(in);
      case "quantized" -> values.readQuantized(in);
      case "secure" -> secure = ServiceJson.flag(name, in);
      case "bits" -> policy = policy.bits((int) ServiceJson.number(name, in, 2, 32));
      case "scale" -> policy = policy.scale(ServiceJson.number(name, in, 1, MOST_SCALE));
      case "max_norm" -> policy = policy.maxNorm(norm(name, in));
      case "max_norm_sq" -> maxNormSq = Optional.of(new BigInteger(decimal(name, in, WHOLE)));
      case "min_active" -> policy = policy.minActive(ServiceJson.number(name, in, 0, MOST_VALUES));
      case "circuit_id" -> circuitId = Optional.of(ServiceJson.text(name, in, MOST_ID));
      case "key_id" -> keyId = Optional.of(ServiceJson.text(name, in, MOST_ID));
      default -> context(name, in);
    }
  }

  private void context(String name, JsonParser in) throws IOException, RefusedException {
    switch (name) {
      case "run_id" -> runId = hex(name, in, 0, MOST_RUN_ID_BYTES);
      case "round" -> round = ServiceJson.number(name, in, 0, Long.MAX_VALUE);
      case "base_version" -> baseVersion = ServiceJson.number(name, in, 0, Long.MAX_VALUE);
      case "client_id" -> clientId = ServiceJson.text(name, in, MOST_ID);
      case "example_count" -> examples = ServiceJson.number(name, in, 0, Long.MAX_VALUE);
      case "salt" -> salt = hex(name, in, UpdateContext.SALT_BYTES, UpdateContext.SALT_BYTES);
      default -> in.skipChildren();
    }
  }

  private static BigDecimal norm(String name, JsonParser in) throws IOException, RefusedException {
    BigDecimal norm = new BigDecimal(decimal(name, in, DECIMAL));
    if (norm.signum() == 0 || norm.precision() > 100) {
      throw RefusedException.invalid("%s: expected more than 0", name);
    }
    return norm;
  }

  /** A number, or one as text: exact in either case. */
  private static String decimal(String name, JsonParser in, Pattern form)
      throws IOException, RefusedException {
    if (in.currentToken().isScalarValue()) {
      String text = in.getText();
      if (text.length() <= 120 && form.matcher(text).matches()) {
        return text;
      }
    }
    throw RefusedException.invalid("%s: expected a positive decimal number", name);
  }

  private static byte[] hex(String name, JsonParser in, int least, int most)
      throws IOException, RefusedException {
    try {
      byte[] bytes = HexFormat.of().parseHex(ServiceJson.text(name, in, 2 * most));
      if (bytes.length >= least) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw RefusedException.invalid("%s: expected %d to %d bytes in hexadecimal", name, least, most);
  }
}
