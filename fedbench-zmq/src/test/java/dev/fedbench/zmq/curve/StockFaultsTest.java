package dev.fedbench.zmq.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Faults of {@code org.zeromq:jeromq} 0.6.0 with jnacl 1.0.0, each shown there, in a process of its
 * own, and shown to be none here.
 */
class StockFaultsTest {

  private static final Pattern GARBLED = Pattern.compile("garbled=(\\d+)");

  private final CurveKeys server = CurveKeys.generate();
  private final CurveKeys client = CurveKeys.generate();

  @Test
  void stock_delivers_ciphertext_under_back_pressure() throws Exception {
    Matcher garbled = GARBLED.matcher(StockJvm.run("back-pressure"));
    assertThat(garbled.find()).isTrue();
    assertThat(Integer.parseInt(garbled.group(1))).isPositive();
  }

  /** Why our sockets have no such mark: the fork has this fault, too. */
  @Test
  void so_does_the_fork_if_it_has_a_receive_high_water_mark() throws Exception {
    assertThat(BackPressure.meet(Sides.rawCurve(10)).garbled()).isPositive();
  }

  @Test
  void ours_delivers_what_was_sent() throws Exception {
    assertThat(BackPressure.meet(ours())).isEqualTo(new BackPressure(BackPressure.MESSAGES, 0));
  }

  @Test
  void stock_takes_a_message_with_a_wrong_tag() throws Exception {
    assertThat(StockJvm.run("tag")).isEqualTo(new ForgedTag(1, 1).toString());
  }

  @Test
  void ours_refuses_a_message_with_a_wrong_tag() throws Exception {
    assertThat(ForgedTag.meet(ours())).isEqualTo(new ForgedTag(1, 0));
  }

  @Test
  void stock_serves_nobody_after_a_frame_of_almost_2_to_the_64() throws Exception {
    assertThat(StockJvm.run("zmtp2")).isEqualTo(new HugeFrame(true, false).toString());
    assertThat(StockJvm.run("zmtp3")).isEqualTo(new HugeFrame(true, false).toString());
  }

  @Test
  void ours_serves_others_after_a_frame_of_almost_2_to_the_64() throws Exception {
    HugeFrame served = new HugeFrame(true, true);
    assertThat(HugeFrame.meet(Sides.PLAIN, HugeFrame.zmtp2(), 60_000)).isEqualTo(served);
    assertThat(HugeFrame.meet(ours(), HugeFrame.zmtp2(), 60_000)).isEqualTo(served);
    assertThat(HugeFrame.meet(ours(), HugeFrame.zmtp3("CURVE"), 60_000)).isEqualTo(served);
  }

  /** The authenticator is of the context that the probe makes, and ends with it. */
  private Sides ours() {
    return new Sides(
        (context, socket) ->
            Authenticator.start(context)
                .guard(socket, server, AllowList.of(List.of(client.publicKey()))),
        socket -> CurveSecurity.client(socket, client, server.publicKey()));
  }
}
