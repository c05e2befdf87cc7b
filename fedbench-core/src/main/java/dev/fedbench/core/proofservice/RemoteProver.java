package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.ProofSource;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Has claims proved by a proof service, which sees the updates, and believes no proof that it has
 * not verified against the claim's own statements. All clients of a process share one. Thread-safe.
 */
public final class RemoteProver implements ProofGenerator, AutoCloseable {

  /** An answer without its proof's parts. */
  private static final int MOST_REST = 64 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final ProofSystem system;
  private final Circuit circuit;
  private final String keyId;
  private final ProofVerifier verifier;
  private final ServiceClient client;

  /**
   * Proves with the keys that are named; the service must have them.
   *
   * @param circuit whose claims are proved
   * @param keyId of the circuit's keys
   * @param verifier with the same keys
   */
  public RemoteProver(
      ProofService service,
      ProofSystem system,
      Circuit circuit,
      String keyId,
      ProofVerifier verifier) {
    this(service, system, circuit, keyId, verifier, Pause.SLEEP, System::nanoTime);
  }

  /** The same with keys that are at hand. */
  public RemoteProver(ProofService service, ProofSystem system, Keys keys) {
    this(service, system, keys.circuit(), keys.id(), keys.verifier());
  }

  RemoteProver(
      ProofService service,
      ProofSystem system,
      Circuit circuit,
      String keyId,
      ProofVerifier verifier,
      Pause pause,
      LongSupplier nanoTime) {
    this.system = system;
    this.circuit = circuit;
    this.keyId = keyId;
    this.verifier = verifier;
    this.client = new ServiceClient(service, pause, nanoTime);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ProofServiceException if the service made no proof that can be believed
   * @throws InterruptedException if interrupted while waiting; the request is cancelled
   */
  @Override
  public Proof prove(Claim claim, ProofListener listener)
      throws ProofException, InterruptedException {
    int most =
        MOST_REST
            + (int) Math.min(1 << 30, (long) claim.statements().size() * ServiceJson.MOST_PART);
    ServiceClient.Answer answer = client.post("/generate_proof", body(claim), most);
    listener.attempts(answer.attempts());
    if (answer.status() != 200) {
      throw refused(claim, answer);
    }
    RemoteProof remote = parse(answer);
    if (!verifier.verify(claim.statements(), remote.proof())) {
      throw client.failure(disbelieved(remote), Optional.empty());
    }
    if (remote.timesPlausible(answer.nanos())) {
      listener.witness(remote.times().get(0), remote.times().get(1));
      listener.proved(remote.times().get(2), remote.times().get(3));
    }
    listener.source(ProofSource.REMOTE);
    return remote.proof();
  }

  private RemoteProof parse(ServiceClient.Answer answer) throws ProofServiceException {
    try {
      return RemoteProof.parse(answer.body(), system);
    } catch (ProofException e) {
      String reason = "its answer holds no proof: " + ServiceAnswers.excerpt(e.getMessage());
      throw client.failure(reason, Optional.of(e));
    }
  }

  private String disbelieved(RemoteProof remote) {
    return remote.keyId().isEmpty() || remote.keyId().equals(keyId)
        ? "its proof does not prove this update"
        : "it proved with keys %s; expected %s. Let both share a key cache"
            .formatted(ServiceAnswers.excerpt(remote.keyId()), keyId);
  }

  /** Whether the claim is false is for us to say: the service may say what it likes. */
  private ProofException refused(Claim claim, ServiceClient.Answer answer) {
    boolean wrong = answer.status() == 422 && circuit.spec().kind() == ProofKind.SECURE;
    Optional<String> falsehood = wrong ? Falsehood.of(claim) : Optional.empty();
    return falsehood.isPresent()
        ? new ProofException(falsehood.get())
        : client.failure(ServiceAnswers.refusal(answer.status(), answer.body()), Optional.empty());
  }

  private byte[] body(Claim claim) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("circuit_id", circuit.id());
      out.writeStringField("key_id", keyId);
      out.writeBooleanField("secure", circuit.spec().kind() == ProofKind.SECURE);
      out.writeStringField("max_norm_sq", claim.bounds().maxNormSq().toString());
      out.writeNumberField("min_active", claim.bounds().minActive());
      out.writeNumberField("bits", claim.update().bits());
      out.writeNumberField("scale", claim.update().scale());
      out.writeStringField("run_id", HexFormat.of().formatHex(claim.context().runId()));
      out.writeNumberField("round", claim.context().round());
      out.writeNumberField("base_version", claim.context().baseVersion());
      out.writeStringField("client_id", claim.context().clientId());
      out.writeNumberField("example_count", claim.context().examples());
      out.writeStringField("salt", HexFormat.of().formatHex(claim.context().salt()));
      int[] values = claim.update().values();
      out.writeFieldName("quantized");
      out.writeArray(values, 0, values.length);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes what is written", e);
    }
    return bytes.toByteArray();
  }

  /** Ends its threads; nobody may be proving any more. */
  @Override
  public void close() {
    client.close();
  }
}
