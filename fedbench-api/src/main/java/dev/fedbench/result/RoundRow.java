package dev.fedbench.result;

import dev.fedbench.metric.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One round as the coordinator saw it. An asynchronous run has one row, for its end.
 *
 * @param round the round, from 1
 * @param modelVersion the model's version after the round
 * @param selected clients that were asked
 * @param accepted updates accepted
 * @param failed clients that failed, were refused or did not answer in time
 * @param aggregated whether the accepted updates became a new model
 * @param elapsed seconds from the first round's start to this round's end, evaluation included
 * @param duration seconds from the announcement to the aggregation
 * @param loss mean loss of the new model over the clients' evaluations, weighted by examples
 * @param accuracy share of examples that the new model gets right, likewise
 * @param evaluated examples the evaluations stand for; 0 if nobody evaluated
 * @param bytesReceived envelope bytes that the coordinator received in the round
 * @param bytesSent envelope bytes that the coordinator sent in the round
 */
public record RoundRow(
    int round,
    long modelVersion,
    int selected,
    int accepted,
    int failed,
    boolean aggregated,
    double elapsed,
    double duration,
    OptionalDouble loss,
    OptionalDouble accuracy,
    long evaluated,
    long bytesReceived,
    long bytesSent)
    implements Row {

  /** The {@link #kind} of these rows. */
  public static final String KIND = "round";

  public RoundRow {
    Figures.atLeast("round", round, 1);
    String where = "round " + round + ": ";
    Figures.atLeast(where + "model version", modelVersion, 0);
    Figures.atLeast(where + "selected", selected, 0);
    Figures.atLeast(where + "accepted", accepted, 0);
    Figures.atLeast(where + "failed", failed, 0);
    Figures.seconds(where + "elapsed", elapsed);
    Figures.seconds(where + "duration", duration);
    Figures.finite(where + "loss", loss.orElse(0));
    Figures.share(where + "accuracy", accuracy.orElse(0));
    Figures.atLeast(where + "evaluated", evaluated, 0);
    Figures.atLeast(where + "bytes received", bytesReceived, 0);
    Figures.atLeast(where + "bytes sent", bytesSent, 0);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("round", (long) round);
    values.put("model_version", modelVersion);
    values.put("selected", (long) selected);
    values.put("accepted", (long) accepted);
    values.put("failed", (long) failed);
    values.put("aggregated", aggregated);
    values.put("elapsed", elapsed);
    values.put("duration", duration);
    values.put("loss", loss.isPresent() ? loss.getAsDouble() : null);
    values.put("accuracy", accuracy.isPresent() ? accuracy.getAsDouble() : null);
    values.put("evaluated", evaluated);
    values.put("bytes_received", bytesReceived);
    values.put("bytes_sent", bytesSent);
    return values;
  }
}
