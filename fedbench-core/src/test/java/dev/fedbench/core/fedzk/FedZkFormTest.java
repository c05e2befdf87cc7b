package dev.fedbench.core.fedzk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.fedbench.core.fl.coordinator.CoordinatorStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proven updates of another form: refused with the field's name, and without effect. */
class FedZkFormTest {

  private static CurlUser curl;
  private static ObjectNode right;
  private static int clients;

  /** Nobody is blocked: the form comes before the client, or each test has its own. */
  private final ObjectNode body = right.deepCopy().put("client_id", "client-" + clients++);

  @BeforeAll
  static void start() throws Exception {
    curl = new CurlUser.Draft().proofs(ProvenUpdate.DEMAND).start();
    right = new ProvenUpdate(curl, "right").body();
  }

  /** What all others are a change of is accepted. */
  @AfterAll
  static void stop() throws Exception {
    try {
      assertThat(curl.post(right.toString()).status()).isEqualTo(200);
    } finally {
      curl.close();
    }
  }

  private String refused() throws Exception {
    CoordinatorStatus before = curl.coordinator.status();
    CurlUser.Answer answer = curl.post(body.toString());
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(422);
    assertThat(curl.coordinator.status()).isEqualTo(before);
    return answer.detail();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proof",
        "public_inputs",
        "run_id",
        "round",
        "base_version",
        "example_count",
        "salt"
      })
  void a_missing_field_is_named(String field) throws Exception {
    body.putNull(field);
    assertThat(refused()).startsWith(field + ": missing; updates must carry a proof here");
    body.remove(field);
    assertThat(refused()).startsWith(field + ": missing; updates must carry a proof here");
  }

  @Test
  void missing_gradients_are_named() throws Exception {
    body.remove("gradients");
    assertThat(refused()).startsWith("gradients: missing");
    body.putObject("gradients");
    assertThat(refused()).startsWith("gradients: missing or empty");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          proof         | "text"
          proof         | 7
          proof         | []
          proof         | [[]]
          proof         | ["text"]
          proof         | [null]
          proof         | [{}, {}]
          proof         | [{}, 1]
          public_inputs | {}
          public_inputs | 7
          public_inputs | "7"
          public_inputs | [null]
          public_inputs | [true]
          public_inputs | [{}]
          public_inputs | [1.5]
          public_inputs | [1e3]
          public_inputs | [-1]
          public_inputs | ["-1"]
          public_inputs | ["+1"]
          public_inputs | [""]
          public_inputs | [" 1"]
          public_inputs | ["0x10"]
          public_inputs | ["1e3"]
          public_inputs | ["٣"]
          public_inputs | ["1000000000000000000000000000000000000000000000000000000000000000000000000000000"]
          public_inputs | [1, [1]]
          public_inputs | [[1], 1]
          public_inputs | [[1], [1]]
          public_inputs | [[[1]]]
          public_inputs | [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]
          run_id        | 7
          run_id        | ""
          run_id        | "0"
          run_id        | "zz"
          run_id        | ["00"]
          salt          | "00"
          salt          | {}
          salt          | "00000000000000000000000000000000000000000000000000000000000000"
          salt          | "000000000000000000000000000000000000000000000000000000000000000000"
          salt          | "0000000000000000000000000000000000000000000000000000000000000 00"
          round         | "1"
          round         | 1.0
          round         | -1
          round         | 9223372036854775808
          round         | [1]
          base_version  | -9223372036854775808
          base_version  | 1e0
          base_version  | true
          example_count | 18446744073709551617
          example_count | "1"
          client_id     | 7
          client_id     | {}
          client_id     | `"\\ud800"`
          client_id     | `"a\\udc00b"`
          gradients     | [1]
          gradients     | {"weights": [3, "0"], "bias": [-4]}
          gradients     | {"weights": [3, null], "bias": [-4]}
          gradients     | {"weights": [[3, 0]], "bias": [-4]}
          """)
  void a_malformed_field_is_named(String field, String json) throws Exception {
    body.putRawValue(field, new RawValue(json));
    assertThat(refused()).startsWith(field);
  }

  @Test
  void a_client_id_is_not_endless() throws Exception {
    body.put("client_id", "x".repeat(201));
    assertThat(refused()).startsWith("client_id: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"weights\":[3,0]}",
        "{\"weights\":[3,0,-4]}",
        "{\"weights\":[3],\"bias\":[-4]}",
        "{\"weights\":[3,0],\"bias\":[-4,0]}",
        "{\"weights\":[3,0],\"bais\":[-4]}",
        "{\"weights\":[3,0],\"bias\":[-4],\"more\":[0]}",
      })
  void gradients_of_another_shape_are_refused(String gradients) throws Exception {
    body.putRawValue("gradients", new RawValue(gradients));
    assertThat(refused()).startsWith("gradients: found ").contains("; expected ");
  }

  @Test
  void a_field_twice_is_refused() throws Exception {
    String twice = body.toString().replaceFirst("\\{", "{\"round\":1,");
    assertThat(curl.post(twice).status()).isEqualTo(422);
  }
}
