package dev.fedbench.core.proofservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.proof.ProofException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes, the parsers refuse it in words, or take it. */
class ServiceParsersFuzzTest {

  private static final int MOST_VALUES = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String FULL =
      "{\"gradients\":{\"w\":[1,-2.5e-1],\"b\":[0]},\"secure\":true,\"max_norm\":\"4.0\","
          + "\"min_active\":1,\"bits\":16,\"scale\":1000,\"key_id\":\"00ff\",\"run_id\":\"01\","
          + "\"round\":1,\"base_version\":2,\"client_id\":\"c\",\"example_count\":3,\"x\":[{}],"
          + "\"proof\":[{\"pi_a\":[\"1\",\"2\",\"1\"]},7,\"t\"],\"public_inputs\":[[\"1\"],[2]],"
          + "\"circuit_id\":\"secure-3-16\",\"timings\":{\"prove_ns\":5,\"y\":null}}";

  static List<byte[]> damaged() {
    Random random = new Random(42);
    byte[] full = FULL.getBytes(StandardCharsets.UTF_8);
    return random
        .ints(300)
        .mapToObj(
            any -> {
              byte[] bytes = full.clone();
              for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
              }
              return bytes;
            })
        .toList();
  }

  @FuzzTest(maxDuration = "1m")
  void a_request_for_a_proof(byte[] body) {
    try {
      GenerateRequest request = GenerateParser.parse(body, MOST_VALUES, RANDOM);
      assertThat(request.update().values()).hasSizeBetween(1, MOST_VALUES);
      assertThat(request.bounds().maxNormSq().bitLength()).isLessThan(500);
    } catch (RefusedException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_000);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void a_request_to_verify(byte[] body) {
    try {
      assertThat(VerifyRequest.parse(body).parts()).isNotEmpty();
    } catch (RefusedException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_000);
    }
  }

  @FuzzTest(maxDuration = "1m")
  void a_services_answer(byte[] body) {
    assertThat(ServiceAnswers.refusal(500, body)).hasSizeLessThan(300);
    try {
      assertThat(RemoteProof.parse(body, Small.SYSTEM).times()).hasSize(4);
    } catch (ProofException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void damaged_in_a_few_places(byte[] body) {
    a_request_for_a_proof(body);
    a_request_to_verify(body);
    a_services_answer(body);
  }
}
