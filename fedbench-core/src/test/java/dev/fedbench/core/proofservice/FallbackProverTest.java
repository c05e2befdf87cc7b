package dev.fedbench.core.proofservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofFallback;
import dev.fedbench.proof.ProofGenerator;
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackProverTest {

  private static final ProofServiceException DOWN =
      new ProofServiceException("proof service http://x: cannot connect", "cannot connect", null);

  private final List<String> warnings = new ArrayList<>();
  private final List<ProofSource> sources = new ArrayList<>();
  private final AtomicInteger locally = new AtomicInteger();
  private final ProofListener listener =
      new ProofListener() {
        @Override
        public void witness(long nanos, long cpuNanos) {}

        @Override
        public void proved(long nanos, long cpuNanos) {}

        @Override
        public void source(ProofSource source) {
          sources.add(source);
        }
      };

  private FallbackProver prover(ProofGenerator remote, ProofFallback fallback) throws Exception {
    Keys keys = Small.keys(Small.SECURE);
    ProofGenerator local =
        (claim, told) -> {
          locally.incrementAndGet();
          told.source(ProofSource.LOCAL); // some do
          return keys.generator().prove(claim, told);
        };
    return new FallbackProver(remote, local, fallback, warnings::add);
  }

  private static ProofGenerator failing(ProofException e) {
    return (claim, told) -> {
      throw e;
    };
  }

  private static Claim claim(String client) {
    return Small.claim(Small.SECURE, client, 1, 2, 3);
  }

  @Test
  void strict_says_that_the_fallback_is_disabled_and_proves_nothing() throws Exception {
    FallbackProver prover = prover(failing(DOWN), ProofFallback.STRICT);
    assertThatThrownBy(() -> prover.prove(claim("1"), listener))
        .isInstanceOf(ProofServiceException.class)
        .hasMessageContaining("http://x: cannot connect")
        .hasMessageContaining("fallback is disabled");
    assertThat(locally).hasValue(0);
    assertThat(sources).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void warn_proves_locally_and_warns_once_for_each_client() throws Exception {
    FallbackProver prover = prover(failing(DOWN), ProofFallback.WARN);
    for (String client : List.of("1", "2", "1", "2", "1")) {
      Claim claim = claim(client);
      Proof proof = prover.prove(claim, listener);
      assertThat(Small.keys(Small.SECURE).verifier().verify(claim.statements(), proof)).isTrue();
    }
    assertThat(warnings)
        .containsExactly(
            "client 1: proof service http://x: cannot connect; it proves locally",
            "client 2: proof service http://x: cannot connect; it proves locally");
    assertThat(sources).hasSize(5).containsOnly(ProofSource.LOCAL_FALLBACK);
  }

  @Test
  void silent_proves_locally_without_a_word() throws Exception {
    FallbackProver prover = prover(failing(DOWN), ProofFallback.SILENT);
    prover.prove(claim("1"), listener);
    assertThat(warnings).isEmpty();
    assertThat(sources).containsExactly(ProofSource.LOCAL_FALLBACK);
  }

  @ParameterizedTest
  @EnumSource(ProofFallback.class)
  void a_false_claim_and_an_interrupt_are_nobodys_failure(ProofFallback fallback) throws Exception {
    FallbackProver honest = prover(failing(new ProofException("false")), fallback);
    assertThatThrownBy(() -> honest.prove(claim("1"), listener))
        .isExactlyInstanceOf(ProofException.class)
        .hasMessage("false");
    FallbackProver interrupted =
        prover(
            (claim, told) -> {
              throw new InterruptedException();
            },
            fallback);
    assertThatThrownBy(() -> interrupted.prove(claim("1"), listener))
        .isInstanceOf(InterruptedException.class);
    assertThat(locally).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(ProofFallback.class)
  void as_long_as_the_service_proves_nothing_is_proved_locally(ProofFallback fallback)
      throws Exception {
    ProofGenerator remote =
        (claim, told) -> {
          told.source(ProofSource.REMOTE);
          return new Proof(List.of());
        };
    prover(remote, fallback).prove(claim("1"), listener);
    assertThat(locally).hasValue(0);
    assertThat(sources).containsExactly(ProofSource.REMOTE);
  }

  @Test
  void who_cannot_prove_locally_either_says_both() throws Exception {
    FallbackProver prover =
        new FallbackProver(
            failing(DOWN), failing(new ProofException("here")), ProofFallback.WARN, warnings::add);
    assertThatThrownBy(() -> prover.prove(claim("1"), listener))
        .hasMessage("here")
        .hasSuppressedException(DOWN);
    assertThat(sources).isEmpty();
  }
}
