package dev.fedbench.core.rpc;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The laws under the interleavings that Lincheck's model checker finds, of arrivals, answers and
 * calls given up in random scenarios. Operations return nothing, so that every history is
 * linearizable: what is checked is what {@link #laws} says after each.
 */
public class KeySerializedModelTest {

  private static final RpcResponse DONE = RpcResponse.result(ByteBuffer.allocate(0));

  private final Ledger ledger = new Ledger();
  private final List<Arrival> calls = new CopyOnWriteArrayList<>();

  private synchronized Arrival next(String key) {
    Arrival call = ledger.call(key, calls.size());
    calls.add(call);
    return call;
  }

  /** A call whose handler answers later. */
  @Operation
  public void arrive() {
    next("k").at(ledger.scheduler());
  }

  /** A call whose handler answers at once. */
  @Operation
  public void arriveAnswered() {
    Arrival call = next("k");
    call.answer.complete(DONE);
    call.at(ledger.scheduler());
  }

  @Operation
  public void answerAll() {
    for (Arrival call : calls) {
      call.answer.complete(DONE);
    }
  }

  @Operation
  public void giveUpLast() {
    if (!calls.isEmpty()) {
      ledger.giveUp(calls.get(calls.size() - 1));
    }
  }

  @Operation
  public void giveUpFirst() {
    if (!calls.isEmpty()) {
      ledger.giveUp(calls.get(0));
    }
  }

  /** After all operations: the rest is answered. */
  @Validate
  public void laws() {
    answerAll();
    List<String> violations = ledger.violations(calls);
    if (!violations.isEmpty()) {
      throw new IllegalStateException(violations.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  @Tag("slow")
  @EnabledForJreRange(
      max = JRE.JAVA_24) // of what Lincheck 3.4 reads; KeySerializedOrdersTest runs on all
  void the_laws_hold_under_the_interleavings_of_a_model_checker(int threads) {
    check(threads, 10, 300);
  }

  private static void check(int threads, int scenarios, int interleavings) {
    new ModelCheckingOptions()
        .threads(threads)
        .iterations(scenarios)
        .invocationsPerIteration(interleavings)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(0)
        .minimizeFailedScenario(false)
        // The map's bins are locks, held for a few steps in which nothing of ours waits.
        .addGuarantee(
            forClasses(
                    ConcurrentHashMap.class.getName(),
                    LongAdder.class.getName(),
                    CopyOnWriteArrayList.class.getName())
                .allMethods()
                .treatAsAtomic())
        .check(KeySerializedModelTest.class);
  }
}
