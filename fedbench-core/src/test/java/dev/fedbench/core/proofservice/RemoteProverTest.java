package dev.fedbench.core.proofservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofFallback;
import dev.fedbench.proof.ProofListener;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.ProofSource;
import dev.fedbench.proof.ProofSystem;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client against the real server, and against services that fail and lie. */
class RemoteProverTest {

  private static final String KEY = "correct-horse-battery-staple";

  /** What a listener heard. */
  private static final class Heard implements ProofListener {
    final List<String> all = new ArrayList<>();

    @Override
    public void witness(long nanos, long cpuNanos) {
      assertThat(nanos).isPositive();
      all.add("witness");
    }

    @Override
    public void proved(long nanos, long cpuNanos) {
      assertThat(nanos).isPositive();
      all.add("proved");
    }

    @Override
    public void source(ProofSource source) {
      all.add(source.toString());
    }

    @Override
    public void attempts(int count) {
      all.add(count + " attempts");
    }
  }

  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicLong slept = new AtomicLong();
  private final Heard heard = new Heard();

  private RemoteProver prover(ProofService service) throws Exception {
    return prover(service, Small.SYSTEM, Small.keys(Small.SECURE));
  }

  /** Pauses take no time, and move the clock. */
  private RemoteProver prover(ProofService service, ProofSystem system, Keys keys) {
    Pause pause =
        time -> {
          pauses.add(time);
          slept.addAndGet(time.toNanos());
        };
    return new RemoteProver(
        service,
        system,
        keys.circuit(),
        keys.id(),
        keys.verifier(),
        pause,
        () -> System.nanoTime() + slept.get());
  }

  private static ProofService at(URI url) {
    return ProofService.at(url).fallback(ProofFallback.STRICT);
  }

  private static Claim honest() {
    return Small.claim(Small.SECURE, "7", 500, -250, 2);
  }

  /** What the real service answers to a claim. */
  private static String goodAnswer(Claim claim) throws Exception {
    Keys keys = Small.keys(Small.SECURE);
    Proof proof = keys.generator().prove(claim);
    return "{\"proof\":%s,\"key_id\":\"%s\"}"
        .formatted(Small.SYSTEM.toJson(proof.parts().get(0)), keys.id());
  }

  private static ProofServer server(ProofSystem system, KeyStore keys, CircuitSpec... specs)
      throws Exception {
    ProofServer server =
        ProofServer.start(
            ProofServerConfig.local(0, specs).apiKeys(ApiKeys.of(List.of(KEY))), system, keys);
    server.ready().toCompletableFuture().get();
    return server;
  }

  private ProofServiceException failure(RemoteProver prover, Claim claim) {
    ProofServiceException failure =
        catchThrowableOfType(ProofServiceException.class, () -> prover.prove(claim, heard));
    assertThat(failure).isNotNull();
    assertThat(heard.all).doesNotContain("REMOTE", "proved");
    return failure;
  }

  @Test
  void the_real_service_proves_an_update_and_the_proof_verifies_here() throws Exception {
    try (ProofServer server = server(Small.SYSTEM, Small.STORE);
        RemoteProver prover = prover(at(server.endpoint()).apiKey(KEY))) {
      Claim claim = honest();
      Proof proof = prover.prove(claim, heard);
      assertThat(Small.keys(Small.SECURE).verifier().verify(claim.statements(), proof)).isTrue();
      assertThat(heard.all).containsExactly("1 attempts", "witness", "proved", "REMOTE");
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void a_proof_of_several_parts_comes_whole() throws Exception {
    TwiceSystem twice = new TwiceSystem();
    KeyStore store = KeyStore.inMemory();
    try (ProofServer server = server(twice, store, Small.STANDARD)) {
      Keys keys = store.obtain(twice, twice.circuit(Small.STANDARD)).keys();
      Claim claim = keys.circuit().claim(honest().context(), honest().update(), honest().bounds());
      try (RemoteProver prover = prover(at(server.endpoint()).apiKey(KEY), twice, keys)) {
        assertThat(prover.prove(claim).parts()).hasSize(2);
      }
    }
  }

  @Test
  void a_false_claim_is_no_failure_of_the_service() throws Exception {
    try (ProofServer server = server(Small.SYSTEM, Small.STORE);
        RemoteProver prover = prover(at(server.endpoint()).apiKey(KEY))) {
      Claim inactive = Small.claim(Small.SECURE, "7", 500, 0, 0);
      assertThatThrownBy(() -> prover.prove(inactive))
          .isExactlyInstanceOf(ProofException.class)
          .hasMessageContaining("1 of the update's values are not 0");
      Claim large = Small.claim(Small.SECURE, "7", 30_000, 1, 1);
      assertThatThrownBy(() -> prover.prove(large))
          .isExactlyInstanceOf(ProofException.class)
          .hasMessageContaining("squared norm is 900000002");
    }
  }

  @Test
  void a_service_that_calls_a_true_claim_false_has_failed() throws Exception {
    try (ScriptedService service = new ScriptedService(ScriptedService.status(422));
        RemoteProver prover = prover(at(service.url()))) {
      assertThat(failure(prover, honest())).hasMessageContaining("it answered 422: scripted 422");
      assertThat(service.asked()).isEqualTo(1);
    }
  }

  @Test
  void two_times_503_and_then_a_proof_is_a_success_at_the_third_attempt() throws Exception {
    try (ScriptedService service =
            new ScriptedService(
                ScriptedService.status(503),
                ScriptedService.status(503),
                ScriptedService.says(goodAnswer(honest())));
        RemoteProver prover = prover(at(service.url()).apiKey("k"))) {
      prover.prove(honest(), heard);
      assertThat(heard.all).containsExactly("3 attempts", "REMOTE"); // it told no times
      assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
      assertThat(service.keys).containsOnly("[k]").hasSize(3);
      assertThat(service.paths).containsOnly("/generate_proof");
      ObjectNode body = (ObjectNode) Curl.JSON.readTree(service.bodies.get(0));
      assertThat(body.get("quantized").toString()).isEqualTo("[500,-250,2]");
      assertThat(body.get("min_active").asLong()).isEqualTo(2);
      assertThat(body.get("run_id").asText()).isEqualTo("0102ff");
      assertThat(body.get("client_id").asText()).isEqualTo("7");
    }
  }

  @Test
  void without_a_key_no_header_is_sent_and_a_base_path_is_kept() throws Exception {
    try (ScriptedService service = new ScriptedService(ScriptedService.says(goodAnswer(honest())));
        RemoteProver prover = prover(at(service.url().resolve("/base/")))) {
      prover.prove(honest());
      assertThat(service.keys).containsExactly("null");
      assertThat(service.paths).containsExactly("/base/generate_proof");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void what_may_be_better_later_is_asked_again_as_often_as_was_said(int status) throws Exception {
    try (ScriptedService service = new ScriptedService(ScriptedService.status(status));
        RemoteProver prover = prover(at(service.url()))) {
      assertThat(failure(prover, honest()))
          .hasMessage(
              "proof service %s: it answered %d: scripted %2$d (3 attempts)",
              service.url(), status);
      assertThat(service.asked()).isEqualTo(3);
      // It was reached: who comes next asks for himself.
      failure(prover, honest());
      assertThat(service.asked()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 307, 400, 401, 403, 404, 413, 500})
  void what_will_not_be_better_later_is_not_asked_again(int status) throws Exception {
    try (ScriptedService other = new ScriptedService(ScriptedService.says("{}"));
        ScriptedService service =
            new ScriptedService(
                ScriptedService.status(status, "Location", other.url().toString()));
        RemoteProver prover = prover(at(service.url()).apiKey(KEY))) {
      assertThat(failure(prover, honest()))
          .hasMessageContaining(Integer.toString(status))
          .satisfies(e -> assertThat(e.toString()).doesNotContain(KEY));
      assertThat(service.asked()).isEqualTo(1);
      assertThat(other.asked()).isZero();
    }
  }

  @Test
  void retry_after_is_honoured_but_not_beyond_the_deadline() throws Exception {
    try (ScriptedService service =
            new ScriptedService(
                ScriptedService.status(503, "Retry-After", "5"),
                ScriptedService.status(429, "Retry-After", "0"),
                ScriptedService.status(429, "Retry-After", "3600"));
        RemoteProver prover = prover(at(service.url()).patience(9, ofSeconds(5), ofSeconds(60)))) {
      assertThat(failure(prover, honest()))
          .hasMessageContaining("3 attempts, no time for another within 60.0 s");
      assertThat(pauses).containsExactly(ofSeconds(5), ofSeconds(2));
    }
  }

  private static Duration ofSeconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void the_deadline_ends_the_attempts() throws Exception {
    try (ScriptedService service = new ScriptedService(ScriptedService.status(503));
        RemoteProver prover =
            prover(at(service.url()).patience(100, ofSeconds(5), ofSeconds(10)))) {
      assertThat(failure(prover, honest())).hasMessageContaining("4 attempts, no time");
      assertThat(pauses).containsExactly(ofSeconds(1), ofSeconds(2), ofSeconds(4));
    }
  }

  @Test
  void a_service_that_is_down_is_named_and_the_next_do_not_wait_for_it() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI url = URI.create("http://127.0.0.1:" + port);
    try (RemoteProver prover = prover(at(url).apiKey(KEY))) {
      assertThat(failure(prover, honest()))
          .hasMessage("proof service %s: cannot connect (3 attempts)", url);
      assertThat(pauses).hasSize(2);
      assertThat(failure(prover, honest()))
          .hasMessage("proof service %s: cannot connect (3 attempts)", url);
      assertThat(pauses).hasSize(2);
      slept.addAndGet(Outage.WHILE.toNanos());
      failure(prover, honest()); // one tries, once
      assertThat(pauses).hasSize(2);
    }
  }

  @Test
  void a_service_that_is_back_is_used_again() throws Exception {
    try (ScriptedService service =
            new ScriptedService(
                ScriptedService.diesInTheMiddle(), ScriptedService.says(goodAnswer(honest())));
        RemoteProver prover = prover(at(service.url()).patience(1, ofSeconds(5), ofSeconds(5)))) {
      assertThat(failure(prover, honest())).hasMessageContaining("no answer");
      assertThat(failure(prover, honest())).hasMessageContaining("no answer");
      assertThat(service.asked()).isEqualTo(1);
      slept.addAndGet(Outage.WHILE.toNanos());
      prover.prove(honest(), heard);
      prover.prove(honest(), heard);
      assertThat(service.asked()).isEqualTo(3);
    }
  }

  @Test
  void one_that_dies_in_the_middle_of_an_answer_is_asked_again() throws Exception {
    try (ScriptedService service =
            new ScriptedService(
                ScriptedService.diesInTheMiddle(), ScriptedService.says(goodAnswer(honest())));
        RemoteProver prover = prover(at(service.url()))) {
      prover.prove(honest(), heard);
      assertThat(heard.all).contains("2 attempts", "REMOTE");
    }
  }

  @Test
  void one_that_is_too_slow_is_asked_again_and_then_given_up() throws Exception {
    try (ScriptedService service = new ScriptedService();
        RemoteProver prover =
            prover(at(service.url()).patience(2, Duration.ofMillis(100), ofSeconds(60)))) {
      service.then(service.silent());
      assertThat(failure(prover, honest()))
          .hasMessageContaining("no answer within 0.1 s (2 attempts)");
    }
  }

  @Test
  void an_answer_without_end_is_cut_off() throws Exception {
    try (ScriptedService service = new ScriptedService(ScriptedService.floods());
        RemoteProver prover = prover(at(service.url()))) {
      assertThat(failure(prover, honest())).hasMessageContaining("more than 131072 bytes");
      assertThat(service.asked()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "<html>",
        "[]",
        "{}",
        "{\"proof\":null}",
        "{\"proof\":{}}",
        "{\"proof\":[]}",
        "{\"proof\":[{},{}]}",
        "{\"proof\":\"yes\",\"valid\":true}",
        "{\"proof\":{\"pi_a\":[\"1\",\"2\",\"1\"],\"protocol\":\"groth16\",\"curve\":\"bn128\"}}",
      })
  void garbage_is_a_failure_of_the_service(String answer) throws Exception {
    try (ScriptedService service = new ScriptedService(ScriptedService.says(answer));
        RemoteProver prover = prover(at(service.url()))) {
      assertThat(failure(prover, honest())).hasMessageContaining(service.url().toString());
      assertThat(service.asked()).isEqualTo(1);
    }
  }

  @Test
  void a_proof_of_another_update_is_not_believed() throws Exception {
    Claim other = Small.claim(Small.SECURE, "8", 500, -250, 2);
    try (ScriptedService service =
            new ScriptedService(
                ScriptedService.says(goodAnswer(other)),
                ScriptedService.says(goodAnswer(honest())));
        RemoteProver prover = prover(at(service.url()))) {
      assertThat(failure(prover, honest())).hasMessageContaining("does not prove this update");
      prover.prove(honest(), heard);
    }
  }

  @Test
  void a_proof_with_other_keys_is_not_believed_and_the_keys_are_named() throws Exception {
    KeyStore others = KeyStore.inMemory();
    Keys strange = others.obtain(Small.SYSTEM, Small.SYSTEM.circuit(Small.SECURE)).keys();
    Proof proof = strange.generator().prove(honest());
    String answer =
        "{\"proof\":%s,\"key_id\":\"%s\"}"
            .formatted(Small.SYSTEM.toJson(proof.parts().get(0)), strange.id());
    try (ScriptedService service = new ScriptedService(ScriptedService.says(answer));
        RemoteProver prover = prover(at(service.url()))) {
      assertThat(failure(prover, honest()))
          .hasMessageContaining(strange.id())
          .hasMessageContaining(Small.keys(Small.SECURE).id())
          .hasMessageContaining("key cache");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "null",
        "{\"witness_ns\":1,\"witness_cpu_ns\":1,\"prove_ns\":999999999999999,\"prove_cpu_ns\":1}",
        "{\"witness_ns\":1,\"prove_ns\":1}"
      })
  void times_that_cannot_be_are_not_passed_on(String times) throws Exception {
    String answer = goodAnswer(honest()).replaceFirst("^\\{", "{\"timings\":" + times + ",");
    try (ScriptedService service = new ScriptedService(ScriptedService.says(answer));
        RemoteProver prover = prover(at(service.url()))) {
      prover.prove(honest(), heard);
      assertThat(heard.all).containsExactly("1 attempts", "REMOTE");
    }
  }

  @Test
  void what_a_stranger_says_is_cut_short_and_obeyed_by_no_terminal() throws Exception {
    String text = "\\u001b[31mred\\n" + "x".repeat(5_000);
    try (ScriptedService service =
            new ScriptedService(
                exchange -> {
                  byte[] bytes = "{\"detail\":\"%s\"}".formatted(text).getBytes("UTF-8");
                  exchange.sendResponseHeaders(500, bytes.length);
                  exchange.getResponseBody().write(bytes);
                });
        RemoteProver prover = prover(at(service.url()))) {
      assertThat(failure(prover, honest()).getMessage())
          .hasSizeLessThan(400)
          .doesNotContain("\u001b", "\n")
          .contains("[31mred x");
    }
  }

  @Test
  void an_interrupt_cancels_the_request_and_is_passed_on() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedService service = new ScriptedService();
        RemoteProver prover = prover(at(service.url()))) {
      ScriptedService.Act silent = service.silent();
      service.then(
          exchange -> {
            asked.countDown();
            silent.on(exchange);
          });
      CompletableFuture<Throwable> outcome = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  prover.prove(honest());
                  outcome.complete(null);
                } catch (Throwable e) {
                  outcome.complete(e);
                }
              });
      thread.start();
      asked.await();
      thread.interrupt();
      assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused_at_once() throws Exception {
    HttpTransport tls = (HttpTransport) new HttpTransport().encrypted().orElseThrow();
    try (ProofServer server =
            ProofServer.start(
                ProofServerConfig.local(0, Small.SECURE), Small.SYSTEM, Small.STORE, tls);
        RemoteProver prover = prover(at(server.endpoint()))) {
      assertThat(server.endpoint()).hasScheme("https");
      assertThat(failure(prover, honest())).hasMessageContaining("(1 attempt)");
      assertThat(pauses).isEmpty();
    }
  }

  @Test
  void a_services_own_key_can_be_fetched_and_proved_with() throws Exception {
    KeyStore theirs = KeyStore.inMemory();
    try (ProofServer server = server(Small.SYSTEM, theirs, Small.SECURE)) {
      ProofService service = at(server.endpoint()).apiKey(KEY);
      ServiceKey key = ServiceKey.fetch(service, Small.SYSTEM, Small.SYSTEM.circuit(Small.SECURE));
      assertThat(key.id()).isEqualTo(server.keys().iterator().next().id());
      try (RemoteProver prover =
          new RemoteProver(
              service,
              Small.SYSTEM,
              Small.SYSTEM.circuit(Small.SECURE),
              key.id(),
              key.verifier())) {
        prover.prove(honest(), heard);
        assertThat(heard.all).contains("REMOTE");
      }
      assertThatThrownBy(
              () -> ServiceKey.fetch(service, Small.SYSTEM, Small.SYSTEM.circuit(Small.STANDARD)))
          .isInstanceOf(ProofServiceException.class)
          .hasMessageContaining("standard-3-16")
          .hasMessageContaining("404");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"key_id\":\"0\"}", "no", "{\"key_id\":\"0\",\"IC\":[]}"})
  void a_key_that_is_none_is_a_failure_of_the_service(String answer) throws Exception {
    try (ScriptedService service = new ScriptedService(ScriptedService.says(answer))) {
      assertThatThrownBy(
              () ->
                  ServiceKey.fetch(
                      at(service.url()), Small.SYSTEM, Small.SYSTEM.circuit(Small.SECURE)))
          .isInstanceOf(ProofServiceException.class);
    }
  }

  @Test
  void an_invalid_api_key_is_said_and_never_shown() throws Exception {
    String wrong = "wrong-horse-battery-staple";
    try (ProofServer server = server(Small.SYSTEM, Small.STORE);
        RemoteProver prover = prover(at(server.endpoint()).apiKey(wrong))) {
      assertThat(failure(prover, honest()))
          .hasMessageContaining("it answered 401: Invalid API key")
          .satisfies(e -> assertThat(e.toString()).doesNotContain(wrong));
    }
  }
}
