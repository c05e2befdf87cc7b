package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.learning.SyntheticWorkload;
import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSource;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.RoundRow;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients whose coordinator is elsewhere, and has the say in what is proved, and the keys. */
class ProvenElsewhereTest {

  private static final CoordinatorObserver NOBODY =
      new CoordinatorObserver() {
        @Override
        public void sample(Metric metric, double value) {}

        @Override
        public void round(RoundRow row) {}
      };

  @TempDir Path directory;

  private static Coordinator coordinator(UnaryOperator<BenchmarkBuilder> options) throws Exception {
    BenchmarkBuilder builder = Benchmark.builder().clients(2).inputSize(2).signatures(false);
    FederatedConfig config = options.apply(builder).config().federated().get(0).config();
    return CoordinatorStart.start(
        config,
        (CoordinatorAddress.Local) config.coordinator(),
        new SyntheticWorkload(2),
        NumberedEnrolment.unsigned(2, 10),
        KeyStore.inMemory(),
        false,
        1,
        NOBODY,
        warning -> {});
  }

  private static BenchmarkBuilder clients(Coordinator coordinator) {
    return Benchmark.builder().clients(2).inputSize(2).coordinatorUrl(coordinator.endpoint());
  }

  private static String reason(BenchmarkResult result) {
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    return result.scenarios().get(0).reason().orElse("");
  }

  @Test
  void who_says_nothing_proves_what_the_coordinator_wants_with_keys_that_it_hands_out()
      throws Exception {
    try (Coordinator coordinator = coordinator(BenchmarkBuilder::secure)) {
      BenchmarkResult result = clients(coordinator).run();
      assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.warnings()).isEmpty();
      assertThat(result.clientRows())
          .hasSize(2)
          .allMatch(ClientRow::succeeded)
          .allSatisfy(row -> assertThat(row.proofSource()).contains(ProofSource.LOCAL));
      assertThat(result.scenarios().get(0).metric(FederatedMetrics.KEY_LOADING)).isPresent();
      assertThat(result.scenarios().get(0).metric(FederatedMetrics.PROOF_VERIFICATION))
          .isPresent(); // measured there, told in its report
    }
  }

  @Test
  void keys_that_were_fetched_once_are_in_the_cache() throws Exception {
    try (Coordinator coordinator = coordinator(b -> b.secure().passes(2).transport("http"))) {
      assertThat(clients(coordinator).secure().keyCache(directory).run().outcome())
          .isEqualTo(Outcome.COMPLETED);
      assertThat(directory).isDirectoryContaining("glob:**");
    }
  }

  @Test
  void who_asks_for_the_same_gets_along() throws Exception {
    try (Coordinator coordinator = coordinator(BenchmarkBuilder::secure)) {
      assertThat(clients(coordinator).secure().run().outcome()).isEqualTo(Outcome.COMPLETED);
    }
  }

  @Test
  void who_asks_for_another_bound_is_told_both() throws Exception {
    try (Coordinator coordinator = coordinator(BenchmarkBuilder::secure)) {
      BenchmarkResult result = clients(coordinator).proofs(ProofPolicy.secure().maxNorm(1)).run();
      assertThat(reason(result)).contains("the coordinator wants").contains("maxNormSq=1000000");
    }
  }

  @Test
  void who_asks_for_proofs_where_none_are_wanted_is_told() throws Exception {
    try (Coordinator coordinator = coordinator(BenchmarkBuilder::noProofs)) {
      assertThat(reason(clients(coordinator).secure().run())).contains("wants no proofs");
    }
  }
}
