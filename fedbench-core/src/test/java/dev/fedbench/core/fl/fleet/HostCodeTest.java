package dev.fedbench.core.fl.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostCodeTest {

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final HostCode host = new HostCode(stopping::get);

  @AfterEach
  void clear_the_flag() {
    Thread.interrupted();
  }

  @Test
  void what_it_returns_is_returned() throws Exception {
    assertThat(host.<String>call("fit", () -> "done")).isEqualTo("done");
  }

  @Test
  void whatever_it_throws_fails_the_turn() {
    for (Throwable thrown :
        new Throwable[] {
          new Exception("no"), new OutOfMemoryError("no"), new InterruptedException("no")
        }) {
      assertThatThrownBy(
              () ->
                  host.call(
                      "fit",
                      () -> {
                        if (thrown instanceof Error error) {
                          throw error;
                        }
                        throw (Exception) thrown;
                      }))
          .isInstanceOf(TurnFailedException.class)
          .hasMessage("CLIENT_ERROR: fit: " + thrown);
    }
    assertThatThrownBy(() -> host.call("fit", () -> null))
        .isInstanceOf(TurnFailedException.class)
        .hasMessage("CLIENT_ERROR: fit returned null");
  }

  @Test
  void an_interrupt_that_it_leaves_behind_is_cleared_unless_it_is_ours() throws Exception {
    host.call("fit", HostCodeTest::interruptItself);
    assertThat(Thread.interrupted()).isFalse();
    stopping.set(true);
    host.call("fit", HostCodeTest::interruptItself);
    assertThat(Thread.interrupted()).isTrue();
    host.call("fit", () -> Thread.interrupted()); // swallows ours
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void an_interrupt_that_it_throws_goes_through_if_it_is_ours() {
    stopping.set(true);
    assertThatThrownBy(
            () ->
                host.call(
                    "fit",
                    () -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
  }

  private static Boolean interruptItself() {
    Thread.currentThread().interrupt();
    return true;
  }
}
