package dev.fedbench.core.proofservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.spi.InvalidConfigException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the server answers. */
class ProofServerGateTest {

  private static final String KEY = "correct-horse-battery-staple";
  private static final String OTHER = "another-key-of-enough-length";
  private static final String BODY = "{\"quantized\":[1,2,3]}";

  private final AtomicLong now = new AtomicLong(-7);
  private ProofServer server;

  private void start(ApiKeys keys, ProofServerLimits limits) throws Exception {
    HttpTransport transport = new HttpTransport();
    server =
        new ProofServer(
            ProofServerConfig.local(0, Small.STANDARD).apiKeys(keys).limits(limits),
            Small.SYSTEM,
            Small.STORE,
            transport,
            Duration.ZERO,
            now::get);
    server.ready().toCompletableFuture().get();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Curl.Answer post(String key) throws Exception {
    return new Curl(server.endpoint(), key).post("/generate_proof", BODY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Missing API key",
        "short | Invalid API key format",
        "fifteen-letters | Invalid API key format",
        "correct-horse-battery-staplf | Invalid API key",
        "correct-horse-battery-stapl | Invalid API key",
        "correct horse battery staple | Invalid API key format"
      })
  void who_has_no_key_is_told_so_and_no_more(String key, String detail) throws Exception {
    start(ApiKeys.of(List.of(KEY, OTHER)), ProofServerLimits.defaults());
    for (String path : List.of("/generate_proof", "/verify_proof")) {
      Curl.Answer answer = new Curl(server.endpoint(), key).post(path, "x".repeat(100_000));
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text()).isEqualTo("{\"detail\":\"%s\"}".formatted(detail));
    }
    assertThat(new Curl(server.endpoint(), key).get("/metrics").status()).isEqualTo(401);
  }

  @Test
  void every_configured_key_opens_and_what_is_public_needs_none() throws Exception {
    start(ApiKeys.of(List.of(KEY, OTHER)), ProofServerLimits.defaults());
    assertThat(post(KEY).status()).isEqualTo(200);
    assertThat(post(OTHER).status()).isEqualTo(200);
    assertThat(new Curl(server.endpoint(), KEY).get("/metrics").status()).isEqualTo(200);
    for (String path : List.of("/health", "/ready", "/keys/standard-3-16")) {
      assertThat(new Curl(server.endpoint(), "").get(path).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void without_keys_whoever_asks_is_answered() throws Exception {
    start(ApiKeys.open(), ProofServerLimits.defaults());
    assertThat(post("").status()).isEqualTo(200);
    assertThat(post("any").status()).isEqualTo(200);
  }

  @Test
  void ten_failures_block_an_address_for_an_hour_even_with_the_right_key() throws Exception {
    start(ApiKeys.of(List.of(KEY)), ProofServerLimits.defaults());
    for (int i = 0; i < 10; i++) {
      assertThat(post(i % 2 == 0 ? "" : OTHER).status()).isEqualTo(401);
    }
    now.addAndGet(Duration.ofMinutes(10).toNanos());
    for (String key : List.of(OTHER, KEY)) {
      Curl.Answer blocked = post(key);
      assertThat(blocked.status()).isEqualTo(429);
      assertThat(blocked.header("Retry-After")).isEqualTo("3000");
      assertThat(blocked.detail()).contains("failures");
    }
    now.addAndGet(Duration.ofMinutes(50).toNanos());
    assertThat(post(KEY).status()).isEqualTo(200);
  }

  @Test
  void the_request_beyond_an_hours_is_refused_until_the_window_has_moved() throws Exception {
    start(ApiKeys.open(), ProofServerLimits.defaults().requestsPerHour(3));
    for (int i = 0; i < 3; i++) {
      assertThat(post("").status()).isEqualTo(200);
      now.addAndGet(Duration.ofMinutes(1).toNanos());
    }
    Curl.Answer refused = post("");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo(Integer.toString(57 * 60));
    assertThat(refused.detail()).contains("requests");
    now.addAndGet(Duration.ofMinutes(57).toNanos());
    assertThat(post("").status()).isEqualTo(200);
    assertThat(post("").status()).isEqualTo(429);
  }

  @Test
  void what_the_harness_plans_is_below_the_default_limits() {
    // 100 clients, 100 rounds, three attempts each.
    assertThat(ProofServerLimits.defaults().requestsPerHour()).isGreaterThan(100 * 100 * 3);
    assertThat(ProofServerLimits.defaults().waiting()).isGreaterThanOrEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"too-short", "has a blank in it, and", "trailing-newline-here\n", ""})
  void a_key_that_nobody_could_show_is_refused_at_the_start_without_showing_it(String key) {
    assertThatThrownBy(() -> ApiKeys.of(List.of(KEY, key)))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("api key 2")
        .satisfies(
            e -> assertThat(key.isEmpty() || !e.getMessage().contains(key.strip())).isTrue());
    assertThatThrownBy(() -> ApiKeys.of(List.of())).isInstanceOf(InvalidConfigException.class);
  }

  @Test
  void keys_are_never_printed() {
    ApiKeys keys = ApiKeys.of(List.of(KEY));
    assertThat(keys.toString()).isEqualTo("1 api keys");
    assertThat(ProofServerConfig.local(0).apiKeys(keys).toString()).doesNotContain(KEY);
  }
}
