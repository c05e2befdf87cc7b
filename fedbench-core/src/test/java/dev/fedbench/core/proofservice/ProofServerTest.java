package dev.fedbench.core.proofservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server answers. Who may ask is {@link ProofServerGateTest}'s. */
class ProofServerTest {

  private static final String GRADIENTS = "{\"gradients\":{\"w\":[0.5,-0.25],\"b\":[0.0015]}%s}";

  private ProofServer server;
  private Curl curl;

  private void start(CircuitSpec... specs) throws Exception {
    start(ProofServerConfig.local(0, specs));
    server.ready().toCompletableFuture().get();
  }

  private void start(ProofServerConfig config) throws Exception {
    server = ProofServer.start(config, Small.SYSTEM, Small.STORE);
    curl = new Curl(server.endpoint(), "");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
      server.close();
    }
  }

  private static String gradients(String more) {
    return GRADIENTS.formatted(more);
  }

  private static UpdateContext context(JsonNode context) {
    return new UpdateContext(
        HexFormat.of().parseHex(context.get("run_id").asText()),
        context.get("round").asLong(),
        context.get("base_version").asLong(),
        context.get("client_id").asText(),
        context.get("example_count").asLong(),
        HexFormat.of().parseHex(context.get("salt").asText()));
  }

  @ParameterizedTest
  @CsvSource({"SECURE, true", "STANDARD, false"})
  void a_bare_request_is_proved_with_the_servers_keys_and_can_be_checked_from_the_answer(
      ProofKind kind, boolean secure) throws Exception {
    start(Small.SECURE, Small.STANDARD);
    Curl.Answer answer = curl.post("/generate_proof", gradients(",\"secure\":" + secure));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode body = answer.json();
    Keys keys = Small.keys(new CircuitSpec(kind, 3, 16));
    assertThat(body.get("circuit_id").asText()).isEqualTo(keys.circuit().id());
    assertThat(body.get("key_id").asText()).isEqualTo(keys.id());
    // 1.5 is a tie: float32's 0.0015 is a little above.
    QuantizedUpdate update = new QuantizedUpdate(new int[] {500, -250, 2}, 16, 1000);
    Bounds bounds = ProofPolicy.secure().bounds(3);
    List<Statement> expected =
        keys.circuit().statements(context(body.get("context")), update, bounds);
    Proof proof = new Proof(List.of(Small.SYSTEM.fromJson(body.get("proof").toString())));
    assertThat(keys.verifier().verify(expected, proof)).isTrue();
    assertThat(body.get("public_inputs")).hasSameSizeAs(expected.get(0).publicSignals());
    for (int i = 0; i < body.get("public_inputs").size(); i++) {
      assertThat(body.get("public_inputs").get(i).asText())
          .isEqualTo(expected.get(0).publicSignals().get(i).toString());
    }
    assertThat(body.get("max_norm_sq").asText()).isEqualTo(bounds.maxNormSq().toString());
    assertThat(body.get("timings").get("prove_ns").asLong()).isPositive();
    assertThat(body.get("timings").get("prove_cpu_ns").asLong()).isPositive();
    assertThat(body.get("timings").get("witness_ns").asLong()).isPositive();
  }

  @Test
  void salts_that_the_server_draws_are_fresh() throws Exception {
    start(Small.STANDARD);
    String one =
        curl.post("/generate_proof", gradients("")).json().get("context").get("salt").asText();
    String two =
        curl.post("/generate_proof", gradients("")).json().get("context").get("salt").asText();
    assertThat(one).hasSize(64).isNotEqualTo(two);
  }

  @Test
  void bounds_are_taken_exactly_from_their_decimal_text() throws Exception {
    start(Small.SECURE);
    // 0.3 * 1000 squared is 90000, which doubles miss; 300, 0, 0 has just that norm.
    String body = "{\"secure\":true,\"max_norm\":%s,\"min_active\":1,\"quantized\":[%d,0,0]}";
    Curl.Answer at = curl.post("/generate_proof", body.formatted("\"0.3\"", 300));
    assertThat(at.status()).as(at.text()).isEqualTo(200);
    assertThat(at.json().get("max_norm_sq").asText()).isEqualTo("90000");
    assertThat(curl.post("/generate_proof", body.formatted("3e-1", -300)).status()).isEqualTo(200);
    Curl.Answer above = curl.post("/generate_proof", body.formatted("0.3", 301));
    assertThat(above.status()).isEqualTo(422);
    assertThat(above.detail()).contains("secure-3-16");
    String active = body.formatted("0.3", 0).replace("\"min_active\":1", "\"min_active\":2");
    assertThat(curl.post("/generate_proof", active).status()).isEqualTo(422);
  }

  @Test
  void keys_that_were_made_elsewhere_are_found_by_their_id_and_others_are_not_there()
      throws Exception {
    start();
    Keys shared = Small.keys(Small.STANDARD);
    String with = ",\"key_id\":\"%s\"";
    Curl.Answer found = curl.post("/generate_proof", gradients(with.formatted(shared.id())));
    assertThat(found.status()).as(found.text()).isEqualTo(200);
    assertThat(found.json().get("key_id").asText()).isEqualTo(shared.id());
    Curl.Answer again = curl.get("/keys/" + shared.id());
    assertThat(again.status()).isEqualTo(200);
    Curl.Answer unknown = curl.post("/generate_proof", gradients(with.formatted("0".repeat(64))));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.detail()).contains("key cache").contains("standard-3-16");
    Curl.Answer none = curl.post("/generate_proof", gradients(""));
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.detail()).contains("--circuit");
  }

  @Test
  void a_proof_of_several_parts_is_an_array_of_them_and_its_public_inputs_another()
      throws Exception {
    TwiceSystem twice = new TwiceSystem();
    server =
        ProofServer.start(ProofServerConfig.local(0, Small.STANDARD), twice, KeyStore.inMemory());
    curl = new Curl(server.endpoint(), "");
    server.ready().toCompletableFuture().get();
    ObjectNode json = (ObjectNode) curl.post("/generate_proof", gradients("")).json();
    assertThat(json.get("circuit_id").asText()).isEqualTo("twice-standard-3-16");
    assertThat(json.get("proof")).hasSize(2);
    assertThat(json.get("public_inputs")).hasSize(2);
    assertThat(json.get("public_inputs").get(1)).isEqualTo(json.get("public_inputs").get(0));
    assertThat(valid(json)).isTrue();
    assertThat(valid(json.deepCopy().put("values", 4))).isFalse();
    ObjectNode unsaid = json.deepCopy();
    unsaid.remove("values");
    Curl.Answer refused = curl.post("/verify_proof", unsaid.toString());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.detail()).contains("values", "twice-standard-3-16");
    ObjectNode half = json.deepCopy();
    ((ArrayNode) half.get("proof")).remove(0);
    assertThat(valid(half)).isFalse();
  }

  @Test
  @Tag("slow")
  void an_update_of_many_chunks_is_proved_and_verified_part_by_part() throws Exception {
    CircuitSpec many = new CircuitSpec(ProofKind.SECURE, 7_000, 32);
    start(many);
    StringBuilder values = new StringBuilder("1");
    for (int i = 1; i < 7_000; i++) {
      values.append(',').append(i % 100 - 50);
    }
    String body = "{\"secure\":true,\"bits\":32,\"quantized\":[%s]}".formatted(values);
    Curl.Answer answer = curl.post("/generate_proof", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    ObjectNode json = (ObjectNode) answer.json();
    int parts = Small.SYSTEM.circuit(many).proofs();
    assertThat(parts).isGreaterThan(2);
    assertThat(json.get("proof")).hasSize(parts);
    assertThat(json.get("public_inputs")).hasSize(parts);
    assertThat(valid(json)).isTrue();
    // A part left out, and two in another order.
    ObjectNode cut = json.deepCopy();
    ((ArrayNode) cut.get("proof")).remove(0);
    ((ArrayNode) cut.get("public_inputs")).remove(0);
    assertThat(valid(cut)).isFalse();
    ObjectNode swapped = json.deepCopy();
    for (String field : List.of("proof", "public_inputs")) {
      ArrayNode array = (ArrayNode) swapped.get(field);
      array.insert(0, array.remove(1));
    }
    assertThat(valid(swapped)).isFalse();
  }

  private boolean valid(ObjectNode body) throws Exception {
    Curl.Answer answer = curl.post("/verify_proof", body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("valid").booleanValue();
  }

  @Test
  void a_proof_verifies_and_a_tampered_one_is_invalid_not_an_error() throws Exception {
    start(Small.SECURE, Small.STANDARD);
    ObjectNode good =
        (ObjectNode) curl.post("/generate_proof", gradients(",\"secure\":true")).json();
    assertThat(valid(good)).isTrue();
    ObjectNode named = Curl.JSON.createObjectNode();
    named.set("proof", good.get("proof"));
    named.set("public_inputs", good.get("public_inputs"));
    assertThat(valid(named.deepCopy().put("secure", true))).isTrue();
    assertThat(valid(named.deepCopy().put("circuit_id", "standard-3-16"))).isFalse();
    ObjectNode changed = good.deepCopy();
    BigInteger first = new BigInteger(changed.get("public_inputs").get(0).asText());
    ((ArrayNode) changed.get("public_inputs")).set(0, first.add(BigInteger.ONE).toString());
    assertThat(valid(changed)).isFalse();
    ObjectNode moved = good.deepCopy();
    ((ObjectNode) moved.get("proof")).set("pi_a", good.get("proof").get("pi_c"));
    assertThat(valid(moved)).isFalse();
    for (String garbage :
        List.of("\"x\"", "17", "{}", "{\"pi_a\":[]}", "[[]]", "[{},{}]", "null", "true")) {
      ObjectNode body = good.deepCopy();
      body.set("proof", Curl.JSON.readTree(garbage));
      assertThat(valid(body)).as(garbage).isFalse();
      body = good.deepCopy();
      body.set("public_inputs", Curl.JSON.readTree(garbage));
      assertThat(valid(body)).as(garbage).isFalse();
    }
    for (String number : List.of("-1", "\"" + "9".repeat(78) + "\"", "1.5", "\"0x1\"")) {
      ObjectNode body = good.deepCopy();
      ((ArrayNode) body.get("public_inputs")).set(1, Curl.JSON.readTree(number));
      assertThat(valid(body)).as(number).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"proof\":{}}",
        "{\"public_inputs\":[]}",
        "{\"proof\":[],\"public_inputs\":[]}",
        "{\"proof\":{},\"public_inputs\":[\"1\"]}",
        "{\"proof\":{},\"public_inputs\":[\"1\"],\"secure\":1}",
        "{\"proof\":{},\"public_inputs\":[\"1\"],\"circuit_id\":7}"
      })
  void what_is_no_request_to_verify_is_refused(String body) throws Exception {
    start(Small.SECURE, Small.STANDARD); // so that one has to say which
    assertThat(curl.post("/verify_proof", body).status()).isEqualTo(422);
  }

  @Test
  void a_proof_of_a_circuit_that_is_not_there_cannot_be_verified() throws Exception {
    start(Small.SECURE);
    String body = "{\"proof\":{},\"public_inputs\":[\"1\"],%s}";
    assertThat(curl.post("/verify_proof", body.formatted("\"circuit_id\":\"cat\"")).status())
        .isEqualTo(404);
    assertThat(curl.post("/verify_proof", body.formatted("\"key_id\":\"00\"")).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "{}",
        "{\"gradients\":{}}",
        "{\"gradients\":{\"w\":[]}}",
        "{\"gradients\":{\"w\":1}}",
        "{\"gradients\":{\"w\":[\"1\"]}}",
        "{\"gradients\":{\"w\":[1,2,1e300]}}",
        "{\"gradients\":{\"w\":[1,2,32.768]}}",
        "{\"gradients\":{\"w\":[1,2,3]},\"quantized\":[1,2,3]}",
        "{\"quantized\":[1,2,32768]}",
        "{\"quantized\":[1,2,3.5]}",
        "{\"quantized\":[1,2,99999999999999999999]}",
        "{\"quantized\":[1,2,3],\"bits\":33}",
        "{\"quantized\":[1,2,3],\"scale\":0}",
        "{\"quantized\":[1,2,3],\"secure\":\"yes\"}",
        "{\"quantized\":[1,2,3],\"max_norm\":0}",
        "{\"quantized\":[1,2,3],\"max_norm\":-1}",
        "{\"quantized\":[1,2,3],\"max_norm\":\"1e999999999\"}",
        "{\"quantized\":[1,2,3],\"max_norm\":1,\"max_norm_sq\":\"1\"}",
        "{\"quantized\":[1,2,3],\"secure\":true,\"max_norm_sq\":\"9999999999999999999999999\"}",
        "{\"quantized\":[1,2,3],\"secure\":true,\"min_active\":4}",
        "{\"quantized\":[1,2,3],\"salt\":\"00\"}",
        "{\"quantized\":[1,2,3],\"run_id\":\"xyz\"}",
        "{\"quantized\":[1,2,3],\"round\":-1}",
        "{\"quantized\":[1,2,3],\"circuit_id\":\"secure-3-16\"}",
        "{\"quantized\":[1,2,3]} {}",
        "{\"quantized\":[1,2,3],\"quantized\":[1,2,3]}",
        "{\"quantized\":[1,2,3"
      })
  void what_is_no_request_for_a_proof_is_refused_with_a_reason(String body) throws Exception {
    start(Small.SECURE, Small.STANDARD);
    Curl.Answer answer = curl.post("/generate_proof", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.detail()).isNotBlank();
  }

  @Test
  void more_values_and_more_bytes_than_the_limits_are_refused() throws Exception {
    ProofServerLimits limits = ProofServerLimits.defaults();
    start(
        ProofServerConfig.local(0, Small.STANDARD)
            .limits(new ProofServerLimits(100, 10, limits.block(), 3, 1_000, 1_000, 1, 1)));
    server.ready().toCompletableFuture().get();
    assertThat(curl.post("/generate_proof", "{\"quantized\":[1,2,3]}").status()).isEqualTo(200);
    Curl.Answer many = curl.post("/generate_proof", "{\"quantized\":[1,2,3,4]}");
    assertThat(many.status()).isEqualTo(422);
    assertThat(many.detail()).contains("3 values");
    assertThat(curl.post("/generate_proof", "{\"gradients\":{\"a\":[1,2],\"b\":[3,4]}}").status())
        .isEqualTo(422);
    assertThat(curl.post("/generate_proof", " ".repeat(1_001)).status()).isEqualTo(413);
  }

  @Test
  void a_verification_key_is_everybodys_and_says_how_it_was_made() throws Exception {
    start(Small.SECURE);
    Keys keys = Small.keys(Small.SECURE);
    for (String name : List.of(keys.id(), "secure-3-16")) {
      Curl.Answer answer = curl.get("/keys/" + name);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().get("circuit_id").asText()).isEqualTo("secure-3-16");
      assertThat(answer.json().get("key_id").asText()).isEqualTo(keys.id());
      assertThat(answer.json().get("setup").asText()).contains("insecure", "single party");
      ObjectNode key = (ObjectNode) answer.json();
      key.remove(List.of("circuit_id", "key_id", "setup"));
      assertThat(key).isEqualTo(Curl.JSON.readTree(keys.verificationKeyJson()));
      // Other tools' readers are as ours: they take what they know.
      Small.SYSTEM.verifier("secure-3-16", answer.text());
    }
    assertThat(curl.get("/keys/standard-3-16").status()).isEqualTo(404);
    assertThat(curl.get("/keys/").status()).isEqualTo(404);
  }

  @Test
  void it_is_healthy_at_once_and_ready_when_its_keys_are_loaded() throws Exception {
    GatedSystem system = new GatedSystem(10, false);
    server =
        ProofServer.start(
            ProofServerConfig.local(0, Small.STANDARD, Small.STANDARD),
            system,
            KeyStore.inMemory());
    curl = new Curl(server.endpoint(), "");
    assertThat(curl.get("/health").json().get("status").asText()).isEqualTo("healthy");
    Curl.Answer notYet = curl.get("/ready");
    assertThat(notYet.status()).isEqualTo(503);
    assertThat(notYet.header("Retry-After")).isEqualTo("1");
    assertThat(notYet.json().get("status").asText()).isEqualTo("starting");
    Curl.Answer early = curl.post("/generate_proof", gradients(""));
    assertThat(early.status()).isEqualTo(503);
    assertThat(early.header("Retry-After")).isEqualTo("1");
    assertThat(server.ready().toCompletableFuture()).isNotDone();
    system.letSetUp();
    server.ready().toCompletableFuture().get();
    Curl.Answer ready = curl.get("/ready");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().get("circuits")).hasSize(1);
    assertThat(ready.json().get("circuits").get(0).get("circuit_id").asText())
        .isEqualTo("standard-3-16");
    assertThat(server.keys()).hasSize(1);
    assertThat(curl.post("/generate_proof", gradients("")).status()).isEqualTo(200);
  }

  @Test
  void keys_that_cannot_be_made_keep_it_from_being_ready_and_it_says_so() throws Exception {
    GatedSystem system = new GatedSystem(0, true);
    system.letSetUp();
    server =
        ProofServer.start(ProofServerConfig.local(0, Small.STANDARD), system, KeyStore.inMemory());
    curl = new Curl(server.endpoint(), "");
    assertThatThrownBy(() -> server.ready().toCompletableFuture().get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no setup today")
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessageContaining("standard-3-16");
    Curl.Answer answer = curl.get("/ready");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).contains("log").doesNotContain("today");
    assertThat(curl.post("/generate_proof", gradients("")).status()).isEqualTo(404);
  }

  @Test
  void beyond_its_workers_and_those_who_wait_it_is_busy() throws Exception {
    GatedSystem system = new GatedSystem(0, false);
    system.letSetUp();
    server =
        ProofServer.start(
            ProofServerConfig.local(0, Small.STANDARD)
                .limits(ProofServerLimits.defaults().work(1, 1)),
            system,
            KeyStore.inMemory());
    curl = new Curl(server.endpoint(), "");
    server.ready().toCompletableFuture().get();
    CompletableFuture<Curl.Answer> first = curl.later("/generate_proof", gradients(""));
    system.begun.acquire();
    CompletableFuture<Curl.Answer> second = curl.later("/generate_proof", gradients(""));
    CompletableFuture<Curl.Answer> third = curl.later("/generate_proof", gradients(""));
    // One of the two waits, the other is too much.
    Curl.Answer refused = (Curl.Answer) CompletableFuture.anyOf(second, third).get();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(first).isNotDone();
    assertThat(curl.get("/metrics").text())
        .contains("\nfedbench_working 1\n", "\nfedbench_waiting 1\n");
    system.proofs.release(2);
    assertThat(first.get().status()).isEqualTo(200);
    assertThat(List.of(second.get().status(), third.get().status()))
        .containsExactlyInAnyOrder(200, 503);
  }

  @Test
  void closing_interrupts_a_proof_that_does_not_end() throws Exception {
    GatedSystem system = new GatedSystem(0, false);
    system.letSetUp();
    server =
        ProofServer.start(
            ProofServerConfig.local(0, Small.STANDARD), system, KeyStore.inMemory(), Duration.ZERO);
    curl = new Curl(server.endpoint(), "");
    server.ready().toCompletableFuture().get();
    CompletableFuture<Curl.Answer> answer = curl.later("/generate_proof", gradients(""));
    system.begun.acquire();
    server.close();
    assertThat(answer.get().status()).isEqualTo(503);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().matches("fedbench-proof-(\\d+|keys)")) {
        thread.join(10_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void metrics_count_requests_and_proofs() throws Exception {
    start(Small.STANDARD);
    curl.post("/generate_proof", gradients(""));
    curl.post("/generate_proof", gradients(""));
    curl.post("/generate_proof", "{}");
    curl.get("/keys/cat");
    Curl.Answer answer = curl.get("/metrics");
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.text())
        .contains("fedbench_requests_total{endpoint=\"/generate_proof\",status=\"200\"} 2\n")
        .contains("fedbench_requests_total{endpoint=\"/generate_proof\",status=\"422\"} 1\n")
        .contains("fedbench_requests_total{endpoint=\"/keys/\",status=\"404\"} 1\n")
        .contains("fedbench_proofs_total 2\n")
        .contains("fedbench_proof_seconds_count 2\n")
        .containsPattern("fedbench_proof_cpu_seconds_sum 0\\.\\d*[1-9]\\d*\n")
        .doesNotContain("/metrics");
    assertThat(curl.get("/metrics").text()).contains("endpoint=\"/metrics\",status=\"200\"} 1\n");
  }

  @Test
  void nothing_else_is_served() throws Exception {
    start(Small.STANDARD);
    assertThat(curl.get("/generate_proof").status()).isEqualTo(405);
    assertThat(curl.post("/rpc/echo", "").status()).isEqualTo(404);
    assertThat(curl.get("/").status()).isEqualTo(404);
  }
}
