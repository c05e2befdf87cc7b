package dev.fedbench.core.rpc;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A few things kept for reuse, because they are dear to make. Thread-safe. */
final class Spares<T> {

  private final BlockingQueue<T> spares =
      new ArrayBlockingQueue<>(Math.max(2, Runtime.getRuntime().availableProcessors()));
  private final Supplier<T> maker;
  private final Consumer<T> end;

  /**
   * @param end for those that find no place
   */
  Spares(Supplier<T> maker, Consumer<T> end) {
    this.maker = maker;
    this.end = end;
  }

  /** A spare one, or a new one. The caller gives it back. */
  T take() {
    T spare = spares.poll();
    return spare != null ? spare : maker.get();
  }

  void giveBack(T used) {
    if (!spares.offer(used)) {
      end.accept(used);
    }
  }
}
