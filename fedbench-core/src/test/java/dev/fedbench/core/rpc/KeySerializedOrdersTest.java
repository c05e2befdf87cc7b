package dev.fedbench.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The laws in every order in which the steps of three calls can follow each other: each enters the
 * scheduler, its transport follows its answer, its handler answers, and one of them is given up.
 */
class KeySerializedOrdersTest {

  private static final RpcResponse DONE = RpcResponse.result(ByteBuffer.allocate(0));
  private static final int CALLS = 3;

  /** Steps of call c: enter is 3c, follow 3c + 1, answer 3c + 2. */
  private static final int STEPS = 3;

  /** After all other steps. */
  private static final int GIVE_UP = CALLS * STEPS;

  private final List<String> violations = new ArrayList<>();
  private final int[] order = new int[GIVE_UP + 1];
  private int orders;
  private int givenUp;
  private String[] keys;

  @ParameterizedTest
  @CsvSource({"0, k, k, k", "1, k, k, k", "1, k, k, other"})
  void the_laws_hold_in_every_order(int call, String first, String second, String third) {
    givenUp = call;
    keys = new String[] {first, second, third};
    permute(0, 0);
    assertThat(orders).as("that many were played").isGreaterThan(30_000);
    assertThat(violations).isEmpty();
  }

  private void permute(int length, int taken) {
    if (length == order.length) {
      orders++;
      if (violations.isEmpty()) {
        play();
      }
      return;
    }
    for (int step = 0; step <= GIVE_UP; step++) {
      if ((taken & 1 << step) == 0 && mayFollow(step, taken)) {
        order[length] = step;
        permute(length + 1, taken | 1 << step);
      }
    }
  }

  private boolean mayFollow(int step, int taken) {
    int call = step / STEPS;
    if (step == GIVE_UP) {
      return (taken & 1 << STEPS * givenUp) != 0;
    }
    return switch (step % STEPS) {
      case 0 -> call == 0 || (taken & 1 << STEPS * (call - 1)) != 0;
      case 1 -> (taken & 1 << STEPS * call) != 0;
      default -> true;
    };
  }

  private void play() {
    Ledger ledger = new Ledger();
    List<Arrival> calls = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      calls.add(ledger.call(keys[call], call));
    }
    StringBuilder steps = new StringBuilder();
    for (int step : order) {
      steps.append(step).append(' ');
      if (step == GIVE_UP) {
        ledger.giveUp(calls.get(givenUp));
      } else {
        step(ledger, calls.get(step / STEPS), step % STEPS);
      }
    }
    for (String violation : ledger.violations(calls)) {
      violations.add(steps + ": " + violation);
    }
    for (String key : keys) {
      List<Integer> started = ledger.started(key);
      if (!started.stream().sorted().toList().equals(started)) {
        violations.add(steps + ": started in another order than they came: " + started);
      }
    }
  }

  private static void step(Ledger ledger, Arrival call, int step) {
    switch (step) {
      case 0 -> call.enter(ledger.scheduler());
      case 1 -> call.follow();
      default -> call.answer.complete(DONE);
    }
  }
}
