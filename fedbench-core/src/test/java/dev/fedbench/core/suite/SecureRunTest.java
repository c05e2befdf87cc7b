package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.core.report.TextRenderer;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.ClientFactory;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.Tensors;
import dev.fedbench.fl.Update;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSource;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.Outcome;
import dev.fedbench.spi.Extensions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose updates carry proofs, end to end. */
class SecureRunTest {

  /** Two values, the first of which grows with the client's index. */
  private static class Prover extends Client {
    final ClientContext who;

    Prover(ClientContext who) {
      this.who = who;
    }

    @Override
    public Optional<Tensors> initialModel() {
      return Optional.of(Tensors.of("w", 0, 0));
    }

    @Override
    public Update fit(FitRequest request) throws Exception {
      return new Update(Tensors.of("w", who.index() / 4f + 0.25f, -1), 2);
    }
  }

  private static BenchmarkBuilder secure(int clients, ClientFactory factory) {
    return Benchmark.builder().clients(clients, factory).secure().transport("inprocess");
  }

  private static MetricSummary metric(BenchmarkResult result, Metric metric) {
    return result.scenarios().get(0).metric(metric).orElseThrow();
  }

  private static String text(BenchmarkResult result) {
    return new TextRenderer().render(result);
  }

  @Test
  void ten_secure_clients_prove_and_are_believed() {
    BenchmarkResult result = Benchmark.builder().clients(10).secure().run();
    assertThat(result.outcome()).as(text(result)).isEqualTo(Outcome.COMPLETED);
    assertThat(result.clientRows())
        .hasSize(10)
        .allMatch(ClientRow::succeeded)
        .allSatisfy(row -> assertThat(row.proofSource()).contains(ProofSource.LOCAL))
        .allSatisfy(row -> assertThat(row.phases().proof().orElse(0)).isPositive())
        .allSatisfy(row -> assertThat(row.phases().proofCpu().orElse(0)).isPositive());
    long first = metric(result, FederatedMetrics.FIRST_PROOF).count();
    assertThat(first).isBetween(1L, (long) Runtime.getRuntime().availableProcessors());
    for (Metric warm :
        List.of(
            FederatedMetrics.PROOF,
            FederatedMetrics.PROOF_CPU,
            FederatedMetrics.WITNESS,
            FederatedMetrics.WITNESS_CPU,
            FederatedMetrics.PROVE,
            FederatedMetrics.PROVE_CPU)) {
      assertThat(metric(result, warm).count()).as(warm.name()).isEqualTo(10 - first);
    }
    assertThat(metric(result, FederatedMetrics.PROOF_VERIFICATION).count()).isEqualTo(10);
    assertThat(metric(result, FederatedMetrics.PROOF_VERIFICATION_CPU).count()).isEqualTo(10);
    assertThat(metric(result, FederatedMetrics.PROOF_BYTES).mean()).isEqualTo(256);
    assertThat(metric(result, FederatedMetrics.KEY_SETUP).count()).isEqualTo(1);
    assertThat(result.scenarios().get(0).metric(FederatedMetrics.KEY_LOADING)).isEmpty();
    assertThat(result.config()).containsEntry("proofs", "secure").containsEntry("secure", true);
    assertThat(result.config().get("proofSetup").toString()).contains("insecure");
    assertThat(text(result)).contains("Circuit Type").contains("Secure");
  }

  /** Making keys takes far longer than a proof of them: it would be seen. */
  @Test
  void no_clients_time_holds_the_making_of_keys() {
    BenchmarkResult result = Benchmark.builder().clients(2).secure().rounds(1).run();
    double setup = metric(result, FederatedMetrics.KEY_SETUP).max();
    assertThat(result.clientRows())
        .allSatisfy(
            row -> {
              double parts =
                  row.phases().training().orElseThrow()
                      + row.phases().proof().orElseThrow()
                      + row.phases().submission().orElseThrow();
              double total = row.phases().total().orElseThrow();
              assertThat(total).isGreaterThanOrEqualTo(parts);
              assertThat(row.phases().residual().orElseThrow())
                  .isCloseTo(total - parts, within(1e-9));
            });
    assertThat(setup).isPositive();
  }

  @Test
  void one_sweep_compares_no_proofs_standard_and_secure_ones() {
    BenchmarkResult result =
        Benchmark.builder()
            .clients(2)
            .transport("inprocess")
            .sweep("proofs", "none", "standard", "secure")
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.labels())
        .containsExactly(
            "federated/synthetic [proofs=none]",
            "federated/synthetic [proofs=standard]",
            "federated/synthetic [proofs=secure]");
    assertThat(result.scenarios())
        .extracting(s -> s.metric(FederatedMetrics.PROOF_BYTES).isPresent())
        .containsExactly(false, true, true);
    assertThat(result.scenarios())
        .extracting(s -> s.clientRows().stream().allMatch(ClientRow::succeeded))
        .containsOnly(true);
    assertThat(text(result)).contains("None, Standard, Secure").contains("Mean proof(s)");
  }

  @Test
  void larger_updates_take_more_proving_and_at_last_several_proofs() {
    BenchmarkResult result =
        Benchmark.builder()
            .clients(1)
            .proofs(ProofPolicy.standard())
            .transport("inprocess")
            .sweep("inputSize", 10, 1_600)
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.clientRows())
        .extracting(row -> row.phases().proofCpu().orElseThrow())
        .isSorted();
    assertThat(result.scenarios())
        .extracting(point -> point.metric(FederatedMetrics.PROOF_BYTES).orElseThrow().mean())
        .containsExactly(256.0, 512.0);
  }

  @Test
  void whole_numbers_make_the_same_model_over_every_transport_and_in_every_order() {
    Set<List<Float>> models = ConcurrentHashMap.newKeySet();
    for (String transport : List.of("inprocess", "http")) {
      for (int workers : new int[] {1, 3}) {
        BenchmarkResult result =
            Benchmark.builder()
                .clients(5, context -> new Witness(context, models))
                .proofs(ProofPolicy.standard())
                .transport(transport)
                .parallelism(workers)
                .rounds(2)
                .run();
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      }
    }
    assertThat(models).hasSize(1);
  }

  /** Draws a delta that depends on the round alone, and keeps the model of round 2. */
  private static final class Witness extends Prover {
    private final Set<List<Float>> models;

    Witness(ClientContext who, Set<List<Float>> models) {
      super(who);
      this.models = models;
    }

    @Override
    public Update fit(FitRequest request) {
      if (request.round() == 2) {
        float[] values = request.model().values();
        models.add(IntStream.range(0, values.length).mapToObj(i -> values[i]).toList());
      }
      float third = (who.index() + 1) / 3f;
      return new Update(Tensors.of("w", third, -third / 7), 1 + who.index());
    }
  }

  @Test
  void standard_and_secure_proofs_are_not_each_others() {
    AtomicInteger made = new AtomicInteger();
    BenchmarkResult result =
        Benchmark.builder()
            .clients(2)
            .transport("inprocess")
            .proofs(ProofPolicy.standard())
            .proofGenerator(
                (keys, builtIn) ->
                    (claim, listener) -> {
                      made.incrementAndGet();
                      return proofOfTheOtherKind(claim);
                    })
            .run();
    assertThat(made).hasValue(2);
    assertThat(result.clientRows())
        .allSatisfy(row -> assertThat(row.cause().orElse("")).startsWith("BAD_PROOF"))
        .allSatisfy(row -> assertThat(row.proofSource()).contains(ProofSource.CUSTOM));
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
  }

  private static Proof proofOfTheOtherKind(Claim claim)
      throws ProofException, InterruptedException {
    ProofSystem system = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
    Keys secure =
        system.setup(
            system.circuit(new CircuitSpec(ProofKind.SECURE, claim.update().values().length, 16)));
    return secure
        .generator()
        .prove(
            secure
                .circuit()
                .claim(
                    claim.context(),
                    claim.update(),
                    ProofPolicy.secure().bounds(claim.update().values().length)));
  }

  @Test
  void a_clients_own_proof_is_refused_unless_it_proves() {
    BenchmarkResult result =
        secure(
                2,
                context ->
                    new Prover(context) {
                      @Override
                      public Proof prove(Claim claim, ProofGenerator generator) throws Exception {
                        return who.index() == 0
                            ? new Proof(List.of(new byte[256]))
                            : super.prove(claim, generator);
                      }
                    })
            .run();
    assertThat(row(result, 0).cause().orElse("")).startsWith("BAD_PROOF");
    assertThat(row(result, 0).proofSource()).contains(ProofSource.CUSTOM);
    assertThat(row(result, 1).succeeded()).isTrue();
    assertThat(row(result, 1).proofSource()).contains(ProofSource.LOCAL);
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  private static ClientRow row(BenchmarkResult result, int index) {
    return result.clientRows().stream().filter(r -> r.index() == index).findFirst().orElseThrow();
  }

  @Test
  void a_host_may_wrap_the_generator_and_all_clients_share_one_copy_of_the_keys() {
    Set<Keys> copies = ConcurrentHashMap.newKeySet();
    AtomicInteger made = new AtomicInteger();
    AtomicInteger proofs = new AtomicInteger();
    BenchmarkResult result =
        secure(10, Prover::new)
            .proofGenerator(
                (keys, builtIn) -> {
                  made.incrementAndGet();
                  copies.add(keys);
                  return (claim, listener) -> {
                    proofs.incrementAndGet();
                    return builtIn.prove(claim, listener);
                  };
                })
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(copies).hasSize(1);
    assertThat(made).hasValue(1);
    assertThat(proofs).hasValue(10);
    assertThat(result.clientRows())
        .allSatisfy(row -> assertThat(row.proofSource()).contains(ProofSource.LOCAL));
  }

  @Test
  void a_value_that_does_not_fit_names_tensor_and_index() {
    BenchmarkResult result =
        secure(
                2,
                context ->
                    new Prover(context) {
                      @Override
                      public Update fit(FitRequest request) throws Exception {
                        return who.index() == 0
                            ? new Update(Tensors.of("w", 1, -40), 1)
                            : super.fit(request);
                      }
                    })
            .run();
    assertThat(row(result, 0).cause().orElse(""))
        .startsWith("OVERFLOW: tensor 'w', index 1 is -40.0: times 1000");
    assertThat(row(result, 1).succeeded()).isTrue();
  }

  @Test
  void an_update_beyond_its_bounds_has_no_proof_and_is_never_submitted() {
    BenchmarkResult result = secure(3, Prover::new).proofs(ProofPolicy.secure().maxNorm(1.1)).run();
    assertThat(row(result, 0).succeeded()).isTrue(); // of norm 1.03
    assertThat(row(result, 1).cause().orElse("")).startsWith("NO_PROOF"); // of norm 1.12
    assertThat(row(result, 2).cause().orElse("")).startsWith("NO_PROOF");
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void without_an_initial_model_the_run_says_what_is_missing() {
    BenchmarkResult result =
        Benchmark.builder()
            .clients(1, context -> new Unnamed())
            .secure()
            .transport("inprocess")
            .run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.scenarios().get(0).reason().orElse(""))
        .contains("override Client.initialModel");
  }

  private static final class Unnamed extends Client {
    @Override
    public Update fit(FitRequest request) {
      return new Update(Tensors.of("w", 1), 1);
    }
  }

  @Test
  void a_least_count_that_no_update_can_have_is_refused_at_the_start() {
    BenchmarkResult result = secure(1, Prover::new).proofs(ProofPolicy.secure().minActive(3)).run();
    assertThat(result.scenarios().get(0).reason().orElse(""))
        .contains("min active: 3; the model has 2 values");
  }

  @TempDir Path directory;

  @Test
  void keys_in_a_cache_are_made_once_and_loaded_after() {
    Path cache = directory.resolve("keys");
    BenchmarkResult first = secure(1, Prover::new).keyCache(cache).run();
    assertThat(first.outcome()).as(text(first)).isEqualTo(Outcome.COMPLETED);
    assertThat(metric(first, FederatedMetrics.KEY_SETUP).count()).isEqualTo(1);
    BenchmarkResult second = secure(1, Prover::new).keyCache(cache).run();
    assertThat(second.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(second.scenarios().get(0).metric(FederatedMetrics.KEY_SETUP)).isEmpty();
    assertThat(metric(second, FederatedMetrics.KEY_LOADING).count()).isEqualTo(1);
  }

  @Test
  void iterations_share_the_keys_of_the_first() {
    BenchmarkResult result = secure(1, Prover::new).iterations(2).run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.scenarios())
        .extracting(s -> s.metric(FederatedMetrics.KEY_SETUP).isPresent())
        .containsExactly(true, false);
  }

  @Test
  void who_asks_for_nothing_proves_with_synthetic_clients_and_not_with_the_hosts_own() {
    BenchmarkResult synthetic = Benchmark.builder().clients(1).transport("inprocess").run();
    assertThat(synthetic.config()).containsEntry("proofs", "standard");
    assertThat(synthetic.clientRows().get(0).proofSource()).contains(ProofSource.LOCAL);
    BenchmarkResult own = Benchmark.builder().clients(1, Prover::new).transport("inprocess").run();
    assertThat(own.config()).containsEntry("proofs", "none");
    assertThat(own.clientRows().get(0).proofSource()).isEmpty();
    assertThat(own.clientRows().get(0).phases().proof()).isEmpty();
  }
}
