package dev.fedbench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.Traffic;
import dev.fedbench.rpc.WireCounter;
import dev.fedbench.rpc.WireStats;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What both ends count. */
interface AccountingContract extends TransportUnderTest {

  @Test
  default void both_sides_count_the_same_messages() throws Exception {
    try (Rig rig = new Rig(this)) {
      List<RpcClient> clients = List.of(rig.client(), rig.client(3));
      for (int i = 0; i < clients.size(); i++) {
        exchange(rig, clients.get(i), i);
      }
      Map<String, Long> sent =
          Map.of(
              "FUNCTION echo", 10L,
              "FUNCTION refuse", 2L,
              "FUNCTION break", 2L,
              "FUNCTION fail-stage", 2L,
              "FUNCTION pend", 4L,
              "CANCEL pend", 4L);
      Map<String, Long> received =
          Map.of(
              "RESULT echo", 10L,
              "FAILURE refuse", 2L,
              "ERROR break", 2L,
              "ERROR fail-stage", 2L,
              "CANCELLED pend", 4L);
      Patience.until(
          "all is counted",
          () ->
              contains(clients, Direction.SENT, sent)
                  && contains(clients, Direction.RECEIVED, received));
      for (ToLongFunction<Traffic> what :
          List.<ToLongFunction<Traffic>>of(Traffic::messages, Traffic::bytes)) {
        Patience.until("both sides agree", () -> agree(rig, clients, what));
      }
    }
  }

  /** Some of every kind. */
  private static void exchange(Rig rig, RpcClient client, int number) throws Exception {
    for (int i = 0; i < 5; i++) {
      Rig.call(client, "echo", Bytes.random(1_000 * i, i));
    }
    for (String method : List.of("refuse", "break", "fail-stage")) {
      Rig.call(client, method, Bytes.random(100, 1));
    }
    CompletableFuture<RpcResponse> cancelled = Rig.start(client, "pend");
    ScriptedHandler.Pending pending = rig.nextPending();
    cancelled.cancel(true);
    Patience.until("the handler is told", pending.call()::cancelled);
    Patience.failure(
        client.call(RpcRequest.of("pend", ByteBuffer.allocate(0)), CancelContract.SHORT));
    Patience.until("the second handler is told", rig.nextPending().call()::cancelled);
    Versions versions = new Versions();
    client.subscribe("model", versions);
    rig.server.publish("model", number, Bytes.random(5_000, 1));
    versions.await(number);
  }

  @Test
  default void an_envelope_has_the_bytes_that_its_definition_says() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      Patience.answer(
          client.call(new RpcRequest("echo", "schlüssel", Bytes.random(1_000, 1)), Patience.LIMIT));
      assertThat(client.stats().traffic())
          .containsExactly(
              new Traffic(
                  Direction.SENT,
                  MessageKind.FUNCTION,
                  "echo",
                  1,
                  WireCounter.OVERHEAD + "echo".length() + 10 + bodyBytes(1_000)),
              new Traffic(
                  Direction.RECEIVED,
                  MessageKind.RESULT,
                  "echo",
                  1,
                  WireCounter.OVERHEAD + "echo".length() + bodyBytes(1_000)));
    }
  }

  @Test
  default void socket_bytes_are_counted_if_there_are_sockets() throws Exception {
    try (Rig rig = new Rig(this)) {
      RpcClient client = rig.client();
      int body = 100_000;
      for (int i = 0; i < 10; i++) {
        Rig.call(client, "echo", Bytes.random(body, i));
      }
      WireStats ours = client.stats();
      WireStats theirs = rig.server.stats();
      assertThat(ours.socketSent().isPresent()).isEqualTo(countsSocketBytes());
      assertThat(theirs.socketSent().isPresent()).isEqualTo(countsSocketBytes());
      if (countsSocketBytes()) {
        long least = 10L * body;
        assertThat(ours.socketSent().getAsLong()).isBetween(least, least * 2);
        assertThat(ours.socketReceived().getAsLong()).isBetween(least, least * 2);
        assertThat(theirs.socketReceived().getAsLong()).isBetween(least, least * 2);
        assertThat(theirs.socketSent().getAsLong()).isBetween(least, least * 2);
      }
    }
  }

  private static boolean agree(Rig rig, List<RpcClient> clients, ToLongFunction<Traffic> what) {
    List<WireStats> ours = clients.stream().map(RpcClient::stats).toList();
    List<WireStats> theirs = List.of(rig.server.stats());
    return sum(ours, Direction.SENT, what).equals(sum(theirs, Direction.RECEIVED, what))
        && sum(ours, Direction.RECEIVED, what).equals(sum(theirs, Direction.SENT, what));
  }

  private static boolean contains(
      List<RpcClient> clients, Direction direction, Map<String, Long> messages) {
    return sum(clients.stream().map(RpcClient::stats).toList(), direction, Traffic::messages)
        .entrySet()
        .containsAll(messages.entrySet());
  }

  private static Map<String, Long> sum(
      List<WireStats> stats, Direction direction, ToLongFunction<Traffic> what) {
    return stats.stream()
        .flatMap(each -> each.traffic().stream())
        .filter(traffic -> traffic.direction() == direction)
        .collect(
            Collectors.groupingBy(
                traffic -> traffic.kind() + " " + traffic.name(), Collectors.summingLong(what)));
  }
}
