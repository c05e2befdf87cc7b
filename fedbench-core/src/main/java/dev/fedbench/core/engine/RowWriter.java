package dev.fedbench.core.engine;

import dev.fedbench.metric.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Takes rows from the threads that produce them and hands them on in a thread of its own, so that a
 * slow disk is not in anybody's measured time. When it cannot keep up, producers wait: no row is
 * lost. Thread-safe.
 */
final class RowWriter implements AutoCloseable {

  /** What is done with a row. */
  interface Target {
    void row(int scenario, Row row);
  }

  private record Item(int scenario, Row row) {}

  private static final int CAPACITY = 8_192;
  private static final int BATCH = 256;
  private static final Item END = new Item(-1, Row.builder("end").build());

  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Target target;
  private final Thread thread;

  RowWriter(Target target) {
    this.target = target;
    thread = new Thread(this::run, "fedbench-rows");
    thread.setDaemon(true);
    thread.start();
  }

  void write(int scenario, Row row) {
    put(new Item(scenario, row));
  }

  /** An interrupt is for the producer's work; its row is written all the same. */
  private void put(Item item) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          queue.put(item);
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    List<Item> batch = new ArrayList<>(BATCH);
    while (true) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        continue; // nobody has a reason to: the end comes through the queue
      }
      queue.drainTo(batch, BATCH - 1);
      for (Item item : batch) {
        if (item == END) {
          return;
        }
        target.row(item.scenario, item.row);
      }
      batch.clear();
    }
  }

  /** Writes what is waiting. */
  @Override
  public void close() {
    put(END);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
