package dev.fedbench.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.rpc.RpcRequest;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The parsers of what comes from the network: total, and no wider than the protocol. */
class FramesFuzzTest {

  /** One for all of them: a process can fuzz but one test. */
  @FuzzTest(maxDuration = "1m")
  void parsers_are_total(byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data.length == 0 ? new byte[1] : data);
    call(in, Optional.empty());
    call(in, Optional.of(ByteBuffer.allocate(3)));
    greetings(in);
    answers(in);
    subscriptions(in);
    assertThat(Frames.readRefused(in)).hasSizeLessThanOrEqualTo(300);
    assertThat(in.position()).as("nobody moves it").isZero();
  }

  private static void call(ByteBuffer in, Optional<ByteBuffer> next) {
    Names names = new Names();
    Frames.readCall(in, next, names)
        .ifPresent(
            call -> {
              assertThat(RpcRequest.isMethod(call.method())).isTrue();
              assertThat(call.orderKey()).hasSizeLessThanOrEqualTo(200);
              // The same again, by another hand and with a known name.
              if (next.isEmpty() && call.body().remaining() <= Frames.SMALL) {
                assertThat(Frames.readCall(Frames.call(call), next, names)).contains(call);
              }
            });
    Frames.readCancel(in, names)
        .ifPresent(
            cancel ->
                assertThat(Frames.readCancel(ByteBuffer.wrap(Frames.cancel(cancel)), names))
                    .contains(cancel));
  }

  private static void greetings(ByteBuffer in) {
    Frames.readHello(in)
        .ifPresent(
            hello -> {
              assertThat(hello.maxResponseBytes()).isPositive();
              assertThat(hello.name())
                  .hasSizeLessThanOrEqualTo(300)
                  .doesNotContainPattern("\\p{Cntrl}");
            });
    Frames.readWelcome(in)
        .ifPresent(
            welcome -> {
              assertThat(welcome.maxRequestBytes()).isPositive();
              assertThat(welcome.window()).isPositive();
              assertThat(Frames.readWelcome(ByteBuffer.wrap(Frames.welcome(welcome))))
                  .contains(welcome);
            });
  }

  private static void answers(ByteBuffer in) {
    Frames.readAnswer(in, Optional.empty())
        .filter(answer -> answer.body().remaining() <= Frames.SMALL)
        .ifPresent(
            answer ->
                assertThat(Frames.readAnswer(Frames.answer(answer), Optional.empty()))
                    .contains(answer));
    Frames.readPublication(in, Optional.empty())
        .filter(publication -> publication.body().remaining() <= Frames.SMALL)
        .ifPresent(
            publication ->
                assertThat(
                        Frames.readPublication(Frames.publication(publication), Optional.empty()))
                    .contains(publication));
  }

  private static void subscriptions(ByteBuffer in) {
    Names names = new Names();
    Frames.readSubscribe(in, names)
        .ifPresent(wanted -> assertThat(RpcRequest.isMethod(wanted.topic())).isTrue());
    Frames.readAbout(in);
    Frames.readEnded(in)
        .ifPresent(ended -> assertThat(ended.text()).doesNotContainPattern("\\p{Cntrl}"));
  }
}
