package dev.fedbench.core.rpc;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * All that happened at a key-serialized scheduler under test, in order, and the laws on it. As a
 * handler it answers when the arrival's {@code answer} is completed, by whomever. Without
 * assertions of a library, for a model checker to run.
 */
final class Ledger implements RpcHandler {

  private enum What {
    STARTED,
    /** The handler answered. */
    ENDED,
    /** The answer is on its way. */
    SENT,
    /** The call was given up, and its handler, if any, has been told. */
    GIVEN_UP
  }

  private record Event(What what, String key, int number) {}

  private final List<Event> events = new ArrayList<>();
  private final Scheduler scheduler = Schedulers.keySerialized(this);

  Scheduler scheduler() {
    return scheduler;
  }

  private synchronized void note(What what, String key, int number) {
    events.add(new Event(what, key, number));
  }

  /** A call that has not arrived yet. */
  Arrival call(String key, int number) {
    return new Arrival(key, number, response -> note(What.SENT, key, number));
  }

  void giveUp(Arrival call) {
    if (call.giveUp()) {
      note(What.GIVEN_UP, call.key(), call.number());
    }
  }

  @Override
  public CompletionStage<RpcResponse> handle(RpcRequest request, CallContext context) {
    Arrival call = (Arrival) context;
    note(What.STARTED, call.key(), call.number());
    return call.answer.thenApply(
        response -> {
          note(What.ENDED, call.key(), call.number());
          return response;
        });
  }

  /** The calls of a key that were started, in order. */
  List<Integer> started(String key) {
    return numbers(What.STARTED, key);
  }

  private synchronized List<Integer> numbers(What what, String key) {
    List<Integer> numbers = new ArrayList<>();
    for (Event event : events) {
      if (event.what == what && event.key.equals(key)) {
        numbers.add(event.number);
      }
    }
    return numbers;
  }

  /** Which laws do not hold, now that all calls are over; empty if all do. */
  synchronized List<String> violations(List<Arrival> calls) {
    List<String> found = new ArrayList<>();
    Map<String, Integer> running = new HashMap<>();
    Map<String, Integer> unsent = new HashMap<>();
    Map<String, Integer> last = new HashMap<>();
    for (Event event : events) {
      switch (event.what) {
        case STARTED -> {
          if (running.putIfAbsent(event.key, event.number) != null) {
            found.add(event + " while " + running.get(event.key) + " ran");
          }
          Integer predecessor = last.put(event.key, event.number);
          if (predecessor != null && givenUpBeforeItsTurn(event, predecessor)) {
            found.add(event + " though it was given up while it waited");
          }
          Integer before = unsent.put(event.key, event.number);
          if (before != null && !events.contains(new Event(What.GIVEN_UP, event.key, before))) {
            found.add(event + " before the answer before it was sent");
          }
        }
        case ENDED -> running.remove(event.key, event.number);
        case SENT, GIVEN_UP -> {
          if (!unsent.remove(event.key, event.number) && event.what == What.SENT) {
            found.add(event + " without having started last, or twice");
          }
        }
      }
    }
    for (Arrival call : calls) {
      checkOne(call, found);
    }
    if (!scheduler.load().isIdle()) {
      found.add("still held: " + scheduler.load());
    }
    return found;
  }

  private void checkOne(Arrival call, List<String> found) {
    int started = events.indexOf(new Event(What.STARTED, call.key(), call.number()));
    int sent = events.indexOf(new Event(What.SENT, call.key(), call.number()));
    int givenUp = events.indexOf(new Event(What.GIVEN_UP, call.key(), call.number()));
    if (started != events.lastIndexOf(new Event(What.STARTED, call.key(), call.number()))) {
      found.add("call %d started twice".formatted(call.number()));
    }
    if (sent >= 0 == givenUp >= 0) {
      found.add("call %d is lost, or answered and given up".formatted(call.number()));
    }
    if (sent >= 0 && started < 0) {
      found.add("call %d was answered and never started".formatted(call.number()));
    }
  }

  private boolean givenUpBeforeItsTurn(Event started, int predecessor) {
    int givenUp = events.indexOf(new Event(What.GIVEN_UP, started.key, started.number));
    return givenUp >= 0
        && givenUp < events.indexOf(new Event(What.ENDED, started.key, predecessor));
  }
}
