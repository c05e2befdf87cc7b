package dev.fedbench.core.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.ProofMetrics;
import dev.fedbench.report.Reporter;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the points of the proof suite in the form of Ethereum's csp-benchmarks, for comparison
 * with other proof systems: an array of objects, each what one of its metrics files holds; medians,
 * durations in whole nanoseconds, sizes in bytes. {@code witgen_duration} is not among its fields,
 * in which the witness is part of proving. Points that did not complete are left out. The file
 * appears whole or not at all.
 */
public final class CspReporter implements Reporter {

  private static final String SUITE = "proof";
  private static final String GROTH16 = "groth16";

  /** Of pairings over BN254 (Barbulescu and Duquesne, Updating Key Size Estimations..., 2017). */
  private static final int SECURITY_BITS = 100;

  private static final double MEDIAN = 50;
  private static final double NANOS = 1e9;

  private final Path file;

  /**
   * Reports to a file.
   *
   * @param file replaced if it exists; its directory must exist
   */
  public CspReporter(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "csp-benchmarks " + file;
  }

  @Override
  public Optional<String> problem() {
    return AtomicFile.problem(file).map("csp-benchmarks report: "::concat);
  }

  @Override
  public void report(BenchmarkResult result) throws IOException {
    AtomicFile.write(file, out -> write(result, out));
  }

  static void write(BenchmarkResult result, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (ScenarioResult point : result.scenarios()) {
        if (point.suite().equals(SUITE) && point.outcome() == Outcome.COMPLETED) {
          write(point, json);
        }
      }
      json.writeEndArray();
    }
  }

  private static void write(ScenarioResult point, JsonGenerator json) throws IOException {
    Map<String, String> parameters = point.parameters();
    json.writeStartObject();
    json.writeStringField("name", "fedbench-" + parameters.getOrDefault("proofSystem", "unknown"));
    json.writeStringField("feat", parameters.getOrDefault("bits", "?") + "-bit");
    json.writeStringField("target", "federated-update-" + point.scenario());
    json.writeNumberField("input_size", Long.parseLong(parameters.getOrDefault("size", "0")));
    number(json, "proof_duration", point, ProofMetrics.PROVE, NANOS);
    number(json, "witgen_duration", point, ProofMetrics.WITNESS, NANOS);
    number(json, "verify_duration", point, ProofMetrics.VERIFY, NANOS);
    number(json, "proof_size", point, ProofMetrics.PROOF_BYTES, 1);
    number(json, "preprocessing_size", point, ProofMetrics.KEY_BYTES, 1);
    number(json, "peak_memory", point, ProofMetrics.PEAK_MEMORY, 1);
    number(json, "num_constraints", point, ProofMetrics.CONSTRAINTS, 1);
    json.writeBooleanField("uses_precompile", false);
    if (parameters.getOrDefault("proofSystem", "").equals(GROTH16)) {
      properties(json);
    }
    json.writeEndObject(); // no cycles: there is no virtual machine that is proved
  }

  /** What csp-benchmarks says of circom's Groth16 over the same curve, but for the audit. */
  private static void properties(JsonGenerator json) throws IOException {
    json.writeStringField("proving_system", "Groth16");
    json.writeStringField("field_curve", "Bn254");
    json.writeStringField("iop", "Groth16");
    json.writeStringField("arithm", "R1CS");
    json.writeBooleanField("is_zk", true);
    json.writeBooleanField("is_zkvm", false);
    json.writeNumberField("security_bits", SECURITY_BITS);
    json.writeBooleanField("is_pq", false);
    json.writeBooleanField("is_maintained", true);
    json.writeStringField("is_audited", "not_audited");
  }

  /** Null if it was not measured. */
  private static void number(
      JsonGenerator json, String field, ScenarioResult point, Metric metric, double unit)
      throws IOException {
    Optional<MetricSummary> summary = point.metric(metric);
    if (summary.isPresent()) {
      double median = summary.get().percentiles().getOrDefault(MEDIAN, summary.get().mean());
      json.writeNumberField(field, Math.round(median * unit));
    } else {
      json.writeNullField(field);
    }
  }
}
