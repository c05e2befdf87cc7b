package dev.fedbench.core.fl.coordinator;

import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.Statement;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Verifies proofs on the threads that bring them, so many at a time. What comes while all are at
 * work waits, and is verified together by the first that is free: the more that wait, the less each
 * costs. Thread-safe.
 */
final class ProofQueue {

  /**
   * Proofs that are verified together: more save little, and one that is wrong holds up the others.
   */
  static final int MOST_TOGETHER = 64;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * What came out.
   *
   * @param together how many proofs were verified at once, this one included
   * @param cpuNanos this one's share of what that took
   */
  record Verdict(boolean valid, int together, long cpuNanos) {}

  /** A proof that somebody waits for. Guarded by the queue's lock, once it is in the queue. */
  private static final class Entry {
    final List<Statement> statements;
    final Proof proof;
    Runnable outcome = () -> {};
    boolean taken;
    boolean done;
    Verdict verdict = new Verdict(false, 0, 0);

    Entry(List<Statement> statements, Proof proof) {
      this.statements = statements;
      this.proof = proof;
    }
  }

  private final ProofVerifier verifier;
  private final int atOnce;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private int working;

  /**
   * @param atOnce verifications at a time: processors
   */
  ProofQueue(ProofVerifier verifier, int atOnce) {
    this.verifier = verifier;
    this.atOnce = atOnce;
  }

  /**
   * Verifies, perhaps together with others. Blocks; an interrupt is kept for later, for the wait is
   * as long as a verification or two.
   *
   * @throws RuntimeException if the verifier broke, which it promises not to
   */
  Verdict verify(List<Statement> statements, Proof proof) {
    Entry mine = new Entry(statements, proof);
    boolean interrupted = false;
    synchronized (waiting) {
      waiting.addLast(mine);
    }
    try {
      while (true) {
        List<Entry> batch;
        synchronized (waiting) {
          if (mine.done) {
            mine.outcome.run();
            return mine.verdict;
          }
          if (mine.taken || working == atOnce) {
            interrupted |= !awaited();
            continue;
          }
          batch = take();
        }
        verify(batch);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether the wait ended without an interrupt. */
  private boolean awaited() {
    try {
      waiting.wait();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private List<Entry> take() {
    working++;
    List<Entry> batch = new ArrayList<>();
    while (!waiting.isEmpty() && batch.size() < MOST_TOGETHER) {
      Entry next = waiting.removeFirst();
      next.taken = true;
      batch.add(next);
    }
    return batch;
  }

  private void verify(List<Entry> batch) {
    long startCpu = THREADS.getCurrentThreadCpuTime();
    BitSet invalid = new BitSet();
    Runnable outcome = () -> {};
    try {
      invalid =
          verifier.invalid(
              batch.stream().map(entry -> entry.statements).toList(),
              batch.stream().map(entry -> entry.proof).toList());
    } catch (RuntimeException | Error e) { // a host's: everybody who waits for it must hear of it
      outcome =
          () -> {
            throw new IllegalStateException("the verifier broke: " + e, e);
          };
    }
    long cpuNanos = (THREADS.getCurrentThreadCpuTime() - startCpu) / batch.size();
    synchronized (waiting) {
      working--;
      for (int i = 0; i < batch.size(); i++) {
        Entry entry = batch.get(i);
        entry.verdict = new Verdict(!invalid.get(i), batch.size(), cpuNanos);
        entry.outcome = outcome;
        entry.done = true;
      }
      waiting.notifyAll();
    }
  }

  /** Proofs that wait for a thread. */
  int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }
}
