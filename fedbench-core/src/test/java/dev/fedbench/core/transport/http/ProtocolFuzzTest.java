package dev.fedbench.core.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.rpc.RpcRequest;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpFields;

/** The parsers of what comes from the network: total, and no wider than the protocol. */
class ProtocolFuzzTest {

  /** One for all of them: a process can fuzz but one test. */
  @FuzzTest(maxDuration = "1m")
  void parsers_are_total(byte[] data) {
    number(data);
    orderKey(data);
    route(data);
    callId(data);
    callHead(data);
    keepAlive(data);
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }

  private static void number(byte[] data) {
    String text = text(data);
    OptionalLong number = Protocol.number(text, Long.MIN_VALUE, Long.MAX_VALUE);
    boolean decimal = text.matches("-?[0-9]{1,19}");
    if (number.isPresent()) {
      assertThat(new BigInteger(text)).isEqualTo(BigInteger.valueOf(number.getAsLong()));
    } else if (decimal) {
      assertThat(new BigInteger(text).bitLength()).isGreaterThan(63);
    }
    assertThat(Protocol.number(text, 1, 5).stream()).allMatch(value -> value >= 1 && value <= 5);
  }

  private static void orderKey(byte[] data) {
    String text = text(data);
    Optional<String> key = OrderKey.decode(text);
    key.ifPresent(
        found -> {
          assertThat(new RpcRequest("m", found, ByteBuffer.allocate(0)).orderKey())
              .isEqualTo(found);
          assertThat(OrderKey.decode(OrderKey.encode(found))).isEqualTo(key);
        });
    String any = new String(data, StandardCharsets.UTF_8);
    String encoded = OrderKey.encode(any);
    assertThat(encoded.replaceAll("%[0-9A-F]{2}", "")).matches("[A-Za-z0-9._~-]*");
    if (any.length() <= 200) {
      assertThat(OrderKey.decode(encoded)).contains(any);
    }
  }

  private static void route(byte[] data) {
    String path = text(data);
    Optional<Route> route = Route.parse(path);
    route.ifPresent(
        found -> {
          assertThat(found.kind().path(found.name())).isEqualTo(path);
          assertThat(found.name()).matches("[A-Za-z0-9._-]{1,100}").doesNotStartWith(".");
          assertThat(Route.Kind.owns(path)).isTrue();
        });
  }

  private static void callId(byte[] data) {
    String text = text(data);
    assertThat(Protocol.isCallId(text)).isEqualTo(text.matches("[A-Za-z0-9_-]{1,64}"));
  }

  private static void callHead(byte[] data) {
    String[] lines = text(data).split("\n", 10);
    HttpFields.Mutable headers = HttpFields.build();
    String[] names = {
      Protocol.CALL, Protocol.TIMEOUT, Protocol.ORDER, Protocol.MAX_RESPONSE, Protocol.CALL
    };
    for (int i = 0; i < Math.min(lines.length, names.length); i++) {
      headers.add(names[i], lines[i]);
    }
    CallHead.of("echo", headers)
        .ifPresent(
            head -> {
              assertThat(Protocol.isCallId(head.id())).isTrue();
              assertThat(head.timeoutNanos()).isBetween(1L, Long.MAX_VALUE / 4);
              assertThat(head.maxResponseBytes()).isPositive();
              assertThat(head.orderKey()).hasSizeLessThanOrEqualTo(200);
            });
  }

  private static void keepAlive(byte[] data) {
    assertThat(Line.usableNanos(text(data))).isNotNegative();
  }
}
