package dev.fedbench.core.suite.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkEvent;
import dev.fedbench.core.report.CspReporter;
import dev.fedbench.metric.ProofMetrics;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.suite.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class ProofSuiteTest {

  @TempDir private Path directory;

  private static ProofSuiteBuilder tiny() {
    return ProofSuite.builder().sizes(2).bits(8).batch(3);
  }

  private static MetricSummary metric(ScenarioResult point, dev.fedbench.metric.Metric metric) {
    return point.metric(metric).orElseThrow();
  }

  @Test
  void each_kind_and_size_is_a_point_with_all_its_figures() throws Exception {
    Path csp = directory.resolve("csp.json");
    List<String> progress = new ArrayList<>();
    BenchmarkResult result =
        Benchmark.builder()
            .suite(tiny().sizes(1, 3).build())
            .profile(Profile.QUICK)
            .reporter(new CspReporter(csp))
            .listener(
                event -> {
                  if (event instanceof BenchmarkEvent.Progress step) {
                    progress.add(step.what());
                  }
                })
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.scenarios())
        .extracting(point -> point.scenario() + point.parameters().get("size"))
        .containsExactly("standard1", "standard3", "secure1", "secure3");
    assertThat(progress)
        .contains("secure 3: making keys", "secure 3: updates proved", "3 verified together");
    for (ScenarioResult point : result.scenarios()) {
      assertThat(metric(point, ProofMetrics.PROVE).count()).isEqualTo(3);
      assertThat(metric(point, ProofMetrics.SETUP).count()).isEqualTo(1);
      assertThat(metric(point, ProofMetrics.FIRST_PROOF).count()).isEqualTo(1);
      assertThat(metric(point, ProofMetrics.PROOF_BYTES).mean()).isEqualTo(256);
      assertThat(metric(point, ProofMetrics.SUCCESS_RATE).mean()).isEqualTo(1);
      assertThat(metric(point, ProofMetrics.PEAK_MEMORY).min()).isGreaterThan(1 << 20);
      assertThat(point.rows("proof")).hasSize(3);
      double mean =
          point.rows("proof").stream()
              .mapToDouble(row -> (Double) row.values().get("prove_s"))
              .average()
              .orElseThrow();
      assertThat(metric(point, ProofMetrics.PROVE).mean())
          .isCloseTo(mean, org.assertj.core.data.Percentage.withPercentage(0.001));
    }
    JsonNode points = new ObjectMapper().readTree(Files.readAllBytes(csp));
    assertThat(points).hasSize(4);
    JsonNode last = points.get(3);
    assertThat(last.get("name").asText()).isEqualTo("fedbench-groth16");
    assertThat(last.get("target").asText()).isEqualTo("federated-update-secure");
    assertThat(last.get("feat").asText()).isEqualTo("8-bit");
    assertThat(last.get("input_size").asInt()).isEqualTo(3);
    assertThat(last.get("proof_size").asInt()).isEqualTo(256);
    assertThat(last.has("cycles")).isFalse();
    for (String field : List.of("proving_system", "field_curve", "iop", "arithm", "is_audited")) {
      assertThat(last.get(field).isTextual()).as(field).isTrue();
    }
    for (String field : List.of("is_zk", "is_zkvm", "is_pq", "is_maintained", "uses_precompile")) {
      assertThat(last.get(field).isBoolean()).as(field).isTrue();
    }
    assertThat(last.get("security_bits").asInt()).isEqualTo(100);
    double median = metric(result.scenarios().get(3), ProofMetrics.PROVE).percentiles().get(50.0);
    assertThat(last.get("proof_duration").asLong()).isEqualTo(Math.round(median * 1e9));
    for (String field :
        List.of(
            "witgen_duration",
            "verify_duration",
            "preprocessing_size",
            "peak_memory",
            "num_constraints")) {
      assertThat(last.get(field).isIntegralNumber()).as(field).isTrue();
      assertThat(last.get(field).asLong()).as(field).isPositive();
    }
  }

  private static boolean isChanged(Proof proof, ProofVerifier right, List<Statement> statements) {
    return !right.verify(statements, proof);
  }

  static Stream<Arguments> spoilt() {
    return Stream.of(
        spoilt("public signal 0 of statement 0 changed", (right, s, p) -> true),
        spoilt("a proof of a true claim is not verified", (right, s, p) -> false),
        spoilt(
            "of four proofs verified together, {} are said to be wrong",
            new LenientSystem.Spoiling() {
              @Override
              public boolean verify(ProofVerifier right, List<Statement> s, Proof p) {
                return !isChanged(p, right, s);
              }

              @Override
              public BitSet invalid(ProofVerifier right, List<List<Statement>> s, List<Proof> p) {
                return new BitSet();
              }
            }));
  }

  private static Arguments spoilt(String reason, LenientSystem.Spoiling spoiling) {
    return Arguments.of(reason, spoiling);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoilt")
  void a_verifier_that_is_wrong_makes_the_run_incorrect(
      String reason, LenientSystem.Spoiling spoiling) {
    BenchmarkResult result =
        Benchmark.builder()
            .suite(tiny().kinds(ProofKind.SECURE).system(new LenientSystem(spoiling)).build())
            .profile(Profile.QUICK)
            .run();
    ScenarioResult point = result.scenarios().get(0);
    assertThat(result.outcome()).isEqualTo(Outcome.INCORRECT);
    assertThat(point.outcome()).isEqualTo(Outcome.INCORRECT);
    assertThat(point.reason().orElseThrow()).contains("secure-2-8: ", reason);
    assertThat(point.metric(ProofMetrics.PROVE)).isEmpty();
  }

  @Test
  void sizes_and_names_that_are_none_are_told_together() {
    assertThatThrownBy(
            () -> ProofSuite.builder().sizes(0).bits(33).batch(1).system("snark").build())
        .isInstanceOfSatisfying(
            InvalidConfigException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(4)
                    .anyMatch(problem -> problem.contains("size: 0"))
                    .anyMatch(problem -> problem.contains("bits: 33"))
                    .anyMatch(problem -> problem.contains("batch: 1"))
                    .anyMatch(problem -> problem.contains("snark")));
  }
}
