package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.suite.Profile;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PointsTest {

  private static final Wire HTTP = Wire.found(new HttpTransport(), false, false);

  private static List<RpcPoint> points(Profile profile, Wire wire) {
    return Points.of(
        Sizes.of(profile), List.of(wire), EnumSet.allOf(Family.class), List.of("one", "two"));
  }

  private static List<RpcPoint> points(Profile profile, Family family, String test) {
    return points(profile, HTTP).stream()
        .filter(point -> point.family() == family && point.test().equals(test))
        .toList();
  }

  @Test
  void full_has_every_size_that_its_ancestor_has() {
    assertThat(points(Profile.FULL, Family.THROUGHPUT, Points.BY_PAYLOAD)).hasSize(16);
    assertThat(points(Profile.FULL, Family.THROUGHPUT, Points.BY_CLIENTS))
        .extracting(RpcPoint::clients)
        .containsExactly(1, 2, 5, 10, 20, 50, 100);
    assertThat(points(Profile.FULL, Family.LATENCY, Points.UNDER_LOAD))
        .extracting(point -> point.rate().orElseThrow())
        .containsExactly(100.0, 500.0, 1_000.0, 2_000.0, 5_000.0);
    assertThat(points(Profile.FULL, Family.LATENCY, Points.UNDER_LOAD))
        .allSatisfy(point -> assertThat(point.measured().time()).hasSeconds(30));
    assertThat(points(Profile.FULL, Family.LATENCY, Points.BY_PAYLOAD)).hasSize(6);
    assertThat(points(Profile.FULL, Family.LATENCY, Points.TAIL).get(0).measured().requests())
        .isEqualTo(10_000);
    assertThat(points(Profile.FULL, Family.FEATURES, Points.COMPRESSION)).hasSize(12);
  }

  @Test
  void quick_has_its_ancestors_quick_sizes() {
    assertThat(points(Profile.QUICK, Family.THROUGHPUT, Points.BY_PAYLOAD))
        .extracting(RpcPoint::payloadBytes)
        .containsExactly(1024, 1024, 4096, 4096);
    assertThat(points(Profile.QUICK, Family.THROUGHPUT, Points.BY_CLIENTS))
        .extracting(RpcPoint::clients)
        .containsExactly(1, 5, 10);
    assertThat(points(Profile.QUICK, Family.LATENCY, Points.UNDER_LOAD))
        .extracting(point -> point.rate().orElseThrow())
        .containsExactly(100.0, 500.0);
    assertThat(new RpcSuite().iterations(Profile.QUICK)).isEqualTo(1);
    assertThat(new RpcSuite().iterations(Profile.STANDARD)).isEqualTo(3);
  }

  @Test
  void the_schedulers_are_compared_where_calls_of_one_key_meet() {
    assertThat(points(Profile.QUICK, Family.THROUGHPUT, Points.SCHEDULERS))
        .hasSize(4)
        .allSatisfy(
            point -> assertThat(point.orderKeys()).isGreaterThan(1).isLessThan(point.clients()));
  }

  @Test
  void all_cells_of_the_matrix_send_the_same_payload() {
    List<RpcPoint> cells = points(Profile.QUICK, Family.FEATURES, Points.MATRIX);
    assertThat(cells)
        .extracting(cell -> cell.codec().orElse("none") + " " + cell.encrypted())
        .containsExactly("none false", "one false", "none true", "one true");
    assertThat(cells)
        .extracting(cell -> cell.payload().make(cell.payloadBytes(), 42))
        .allSatisfy(
            bytes ->
                assertThat(bytes).hasSize(10_240).isEqualTo(Payload.STRUCTURED.make(10_240, 42)));
    assertThat(cells)
        .extracting(cell -> cell.group("codec", "encryption"))
        .containsOnly(cells.get(0).group("codec", "encryption"));
  }

  @ParameterizedTest
  @EnumSource
  void no_two_points_have_the_same_parameters(Profile profile) {
    assertThat(points(profile, HTTP))
        .extracting(point -> point.family() + " " + point.parameters())
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  @Test
  void what_other_points_are_compared_with_comes_first() {
    List<Map<String, String>> parameters =
        points(Profile.STANDARD, Family.FEATURES, Points.COMPRESSION).stream()
            .map(RpcPoint::parameters)
            .toList();
    assertThat(parameters.get(0)).containsEntry("codec", "none");
    assertThat(parameters.get(1)).containsEntry("codec", "one");
  }

  @Test
  void calls_within_this_process_need_the_server_in_it() {
    assertThat(Wire.found(new InProcessTransport(), false, false).inside()).isTrue();
    assertThat(HTTP.inside()).isFalse();
  }

  @Test
  void an_encrypted_transport_of_the_run_makes_all_encrypted() {
    HttpTransport plain = new HttpTransport();
    Wire wire = Wire.of(plain.encrypted().orElseThrow(), Optional.of(plain), false, false);
    assertThat(wire.encrypted()).isTrue();
    assertThat(points(Profile.QUICK, wire))
        .filteredOn(point -> point.family() != Family.FEATURES)
        .allSatisfy(point -> assertThat(point.encrypted()).isTrue());
  }

  @Test
  void a_transport_that_nobody_else_finds_is_served_here() {
    HttpTransport own = new HttpTransport();
    Wire wire = Wire.of(own, Optional.empty(), false, false);
    assertThat(wire.inside()).isTrue();
    assertThat(wire.own()).containsSame(own);
  }

  @Test
  void every_mistake_of_a_builder_is_told_at_once() {
    assertThatThrownBy(
            () ->
                RpcSuite.builder()
                    .scenarios("latncy")
                    .transports("htp")
                    .codecs("nappy")
                    .payloads(-1)
                    .clients(0)
                    .loads(0)
                    .requests(0)
                    .build())
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll(
            "unknown scenario 'latncy'; did you mean 'latency'? The rpc suite has: throughput, latency, features",
            "unknown transport 'htp'; did you mean 'http'?",
            "unknown codec 'nappy'",
            "payload: -1",
            "clients: 0",
            "load: 0.0",
            "requests: 0");
  }
}
