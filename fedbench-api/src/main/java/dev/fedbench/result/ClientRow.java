package dev.fedbench.result;

import dev.fedbench.metric.Row;
import dev.fedbench.proof.ProofSource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One client's part in one round.
 *
 * @param client the client's id
 * @param index the client's index, from 0
 * @param round the round, or the client's pass in an asynchronous run, from 1
 * @param timestamp when the client began, on this machine's clock
 * @param status what became of its update
 * @param cause why it failed; empty unless it did
 * @param modelVersion the coordinator's model version when it answered; empty unless it accepted
 * @param examples the number of examples the update stands for; 0 if there was none
 * @param phases where the time went
 * @param proofSource where its proof was made; empty if there was none
 */
public record ClientRow(
    String client,
    int index,
    int round,
    Instant timestamp,
    ClientStatus status,
    Optional<String> cause,
    OptionalLong modelVersion,
    long examples,
    Phases phases,
    Optional<ProofSource> proofSource)
    implements Row {

  /** The {@link #kind} of these rows. */
  public static final String KIND = "client";

  public ClientRow {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(timestamp, "timestamp");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(phases, "phases");
    Objects.requireNonNull(proofSource, "proof source");
    Figures.atLeast("client's index", index, 0);
    Figures.atLeast("client's round", round, 0);
    Figures.atLeast("client's examples", examples, 0);
    if ((status == ClientStatus.FAILED) != cause.isPresent()) {
      throw new IllegalArgumentException(
          "client %s: status %s with cause %s; a cause belongs to a failure, and each failure has one"
              .formatted(client, status, cause));
    }
    if (modelVersion.isPresent() && !status.succeeded()) {
      throw new IllegalArgumentException(
          "client %s: status %s with model version %d; only an accepted update has one"
              .formatted(client, status, modelVersion.getAsLong()));
    }
  }

  /** Whether the update was accepted. */
  public boolean succeeded() {
    return status.succeeded();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("client", client);
    values.put("index", (long) index);
    values.put("round", (long) round);
    values.put("timestamp", timestamp.toString());
    values.put("status", word(status));
    values.put("cause", cause.orElse(null));
    values.put("model_version", modelVersion.isPresent() ? modelVersion.getAsLong() : null);
    values.put("examples", examples);
    values.put("training", boxed(phases.training()));
    values.put("training_cpu", boxed(phases.trainingCpu()));
    values.put("proof", boxed(phases.proof()));
    values.put("proof_cpu", boxed(phases.proofCpu()));
    values.put("submission", boxed(phases.submission()));
    values.put("verification", boxed(phases.verification()));
    values.put("total", boxed(phases.total()));
    values.put("proof_source", proofSource.map(ClientRow::word).orElse(null));
    return values;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
