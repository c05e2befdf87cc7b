package dev.fedbench.core.fl.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProofQueueTest {

  /** What it is told is right is right; each of its calls waits until it is let go. */
  private static final class Gated implements ProofVerifier {
    final CountDownLatch began = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final List<Integer> batches = new CopyOnWriteArrayList<>();

    @Override
    public boolean verify(List<Statement> statements, Proof proof) {
      throw new AssertionError("one by one");
    }

    @Override
    public boolean verifyWhole(long values, List<Statement> statements, Proof proof) {
      throw new AssertionError("by a third party");
    }

    @Override
    public BitSet invalid(List<List<Statement>> statements, List<Proof> proofs) {
      batches.add(proofs.size());
      began.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      BitSet invalid = new BitSet();
      for (int i = 0; i < proofs.size(); i++) {
        BigInteger claimed = statements.get(i).get(0).publicSignals().get(0);
        invalid.set(i, !new BigInteger(proofs.get(i).parts().get(0)).equals(claimed));
      }
      return invalid;
    }
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private Future<ProofQueue.Verdict> bring(ProofQueue queue, int number, boolean right) {
    List<Statement> statements = List.of(new Statement("c", List.of(BigInteger.valueOf(number))));
    byte[] part = BigInteger.valueOf(right ? number : number + 1).toByteArray();
    return threads.submit(() -> queue.verify(statements, new Proof(List.of(part))));
  }

  private static void awaitWaiting(ProofQueue queue, int count) throws InterruptedException {
    while (queue.waiting() != count) {
      Thread.sleep(1);
    }
  }

  @Test
  void what_waits_is_verified_together_and_each_hears_of_its_own() throws Exception {
    Gated verifier = new Gated();
    ProofQueue queue = new ProofQueue(verifier, 1);
    Future<ProofQueue.Verdict> first = bring(queue, 0, true);
    verifier.began.await();
    List<Future<ProofQueue.Verdict>> others = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      others.add(bring(queue, i, i % 3 != 0));
    }
    awaitWaiting(queue, 10);
    verifier.go.countDown();
    assertThat(first.get().valid()).isTrue();
    assertThat(first.get().together()).isEqualTo(1);
    for (int i = 1; i <= 10; i++) {
      assertThat(others.get(i - 1).get().valid()).isEqualTo(i % 3 != 0);
      assertThat(others.get(i - 1).get().together()).isEqualTo(10);
    }
    assertThat(verifier.batches).containsExactly(1, 10);
  }

  @Test
  void no_more_are_verified_together_than_a_bound() throws Exception {
    Gated verifier = new Gated();
    ProofQueue queue = new ProofQueue(verifier, 1);
    List<Future<ProofQueue.Verdict>> all = new ArrayList<>();
    all.add(bring(queue, 0, true));
    verifier.began.await();
    for (int i = 1; i <= ProofQueue.MOST_TOGETHER + 5; i++) {
      all.add(bring(queue, i, true));
    }
    awaitWaiting(queue, ProofQueue.MOST_TOGETHER + 5);
    verifier.go.countDown();
    for (Future<ProofQueue.Verdict> verdict : all) {
      assertThat(verdict.get().valid()).isTrue();
    }
    assertThat(verifier.batches).containsExactly(1, ProofQueue.MOST_TOGETHER, 5);
  }

  @Test
  void nothing_waits_while_a_thread_is_free() throws Exception {
    Gated verifier = new Gated();
    ProofQueue queue = new ProofQueue(verifier, 3);
    List<Future<ProofQueue.Verdict>> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(bring(queue, i, true));
      int begun = i + 1;
      while (verifier.batches.size() != begun) {
        Thread.sleep(1);
      }
    }
    verifier.go.countDown();
    for (Future<ProofQueue.Verdict> verdict : all) {
      assertThat(verdict.get().together()).isEqualTo(1);
    }
  }

  @Test
  void a_verifier_that_breaks_breaks_for_those_who_wait_and_for_nobody_after() {
    AtomicBoolean broken = new AtomicBoolean(true);
    ProofVerifier verifier =
        new ProofVerifier() {
          @Override
          public boolean verify(List<Statement> statements, Proof proof) {
            if (broken.get()) {
              throw new ArithmeticException("ouch");
            }
            return true;
          }

          @Override
          public boolean verifyWhole(long values, List<Statement> statements, Proof proof) {
            return false;
          }
        };
    ProofQueue queue = new ProofQueue(verifier, 1);
    List<Statement> statements = List.of(new Statement("c", List.of()));
    Proof proof = new Proof(List.of());
    assertThatThrownBy(() -> queue.verify(statements, proof))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ouch");
    broken.set(false);
    assertThat(queue.verify(statements, proof).valid()).isTrue();
  }

  @Test
  void many_threads_each_hear_of_their_own_and_nobody_is_forgotten() throws Exception {
    Gated verifier = new Gated();
    verifier.go.countDown();
    ProofQueue queue = new ProofQueue(verifier, 2);
    List<Future<Boolean>> threadsOfEight = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int thread = t;
      threadsOfEight.add(
          threads.submit(
              () -> {
                boolean right = true;
                for (int i = 0; i < 500; i++) {
                  int number = 1_000 * thread + i;
                  boolean honest = (number & 3) != 0;
                  byte[] part = BigInteger.valueOf(honest ? number : number + 1).toByteArray();
                  List<Statement> statements =
                      List.of(new Statement("c", List.of(BigInteger.valueOf(number))));
                  right &= queue.verify(statements, new Proof(List.of(part))).valid() == honest;
                }
                return right;
              }));
    }
    for (Future<Boolean> each : threadsOfEight) {
      assertThat(each.get()).isTrue();
    }
    assertThat(verifier.batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(4_000);
    assertThat(verifier.batches).allMatch(size -> size >= 1);
  }

  @Test
  void an_interrupt_is_kept_for_later() throws Exception {
    Gated verifier = new Gated();
    ProofQueue queue = new ProofQueue(verifier, 1);
    bring(queue, 0, true);
    verifier.began.await();
    AtomicBoolean interrupted = new AtomicBoolean();
    List<Statement> statements = List.of(new Statement("c", List.of(BigInteger.ONE)));
    Thread waiter =
        new Thread(
            () -> {
              boolean valid = queue.verify(statements, new Proof(List.of(new byte[] {1}))).valid();
              interrupted.set(valid && Thread.currentThread().isInterrupted());
            },
            "test-waiter");
    waiter.start();
    awaitWaiting(queue, 1);
    waiter.interrupt();
    Thread.sleep(20);
    assertThat(waiter.isAlive()).isTrue();
    verifier.go.countDown();
    waiter.join();
    assertThat(interrupted).isTrue();
  }
}
