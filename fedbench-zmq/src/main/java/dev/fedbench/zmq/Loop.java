package dev.fedbench.zmq;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import zmq.SocketBase;
import zmq.ZMQ;

/**
 * Owns a socket, by one thread at a time: it receives, sends, keeps time, and between these runs
 * {@linkplain Piece other people's code}, so that a quick handler costs no change of threads.
 *
 * <p>Other people's code may block. While it runs, the turn is <em>lent</em>. When the {@link
 * Watch} sees that the same piece has it for too long, it takes the turn back and gives it to a
 * stand-in, another thread, which goes on with everything; the thread that was away finds out when
 * its piece is over, or when that calls into the loop, and ends. So a piece that blocks holds up
 * nobody for longer than {@link Watch#STALL_MILLIS} twice, and pieces still start in order.
 */
final class Loop {

  private static final System.Logger LOG = System.getLogger(Loop.class.getName());

  /** After a failure of the library there may be another at once: this is no busy loop. */
  private static final long AFTER_FAILURE_MILLIS = 10;

  private final String name;
  private final Engine engine;
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final CountDownLatch end = new CountDownLatch(1);

  /** Even: the owner works for us. Odd: it is lent. It rises with each change. */
  private final AtomicLong turn = new AtomicLong();

  private volatile Thread owner;
  private volatile boolean ended;

  /** What waits to be run. Like all below, touched in the loop's turn alone. */
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();

  private Duty duty;

  /** Guarded by the lock, for those that wake the loop. */
  private final Object socketLock = new Object();

  private SocketBase socket;

  Loop(String name, Engine engine) {
    this.name = name;
    this.engine = engine;
  }

  String name() {
    return name;
  }

  /** Starts its first thread, which alone touches the socket from now on. */
  void start(SocketBase first, Duty work) {
    socket = first;
    duty = work;
    engine.watch().add(this);
    engine.execute(this::serve);
  }

  /** In its turn: goes on with another socket. The one before may be closed then. */
  void use(SocketBase other) {
    synchronized (socketLock) {
      socket = other;
    }
  }

  /** In its turn: runs the piece when what is at hand is done. */
  void later(Piece piece) {
    pieces.add(piece);
  }

  /**
   * Runs the task in the loop's turn: at once if this is the loop's own thread, running other
   * people's code; soon otherwise. Any thread, but never in the loop's turn.
   */
  void execute(Runnable task) {
    // The turn first: whoever holds a later one has written the owner before it.
    long lent = turn.get();
    if ((lent & 1) == 1 && owner == Thread.currentThread() && turn.compareAndSet(lent, lent + 1)) {
      boolean interrupted = Thread.interrupted();
      guarded(task);
      turn.setRelease(lent + 2);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    } else {
      submit(task);
    }
  }

  private void submit(Runnable task) {
    inbox.add(task);
    if (ended) {
      runRest();
    } else if (asleep.get() && asleep.compareAndSet(true, false)) {
      synchronized (socketLock) {
        if (!ended) {
          socket.cancel(woken);
        }
      }
    }
  }

  /** Waits until it has ended; false if it has not by then. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return end.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** The turn while it is lent, odd; or an even number. */
  long turn() {
    return turn.get();
  }

  /** A turn was lent for too long: has a stand-in take it, if it is lent still, and go on. */
  void takeOver(long lent) {
    try {
      engine.execute(
          () -> {
            if (turn.compareAndSet(lent, lent + 1)) {
              serve();
            }
          });
    } catch (RejectedExecutionException e) {
      // The engine has ended since, and this loop before it: there is nothing to take over.
    }
  }

  private void serve() {
    LoopThread.serve(this);
    owner = Thread.currentThread();
    try {
      boolean on = true;
      while (on) {
        on = round();
      }
    } finally {
      LoopThread.rest();
    }
  }

  /** One round; false if this thread's service is over. */
  private boolean round() {
    try {
      boolean busy = runInbox();
      busy |= duty.receive();
      long dueNanos = duty.tick(System.nanoTime());
      if (!pieces.isEmpty()) {
        return runPieces();
      }
      if (duty.over()) {
        finish();
        return false;
      }
      if (!busy) {
        sleep(dueNanos);
      }
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, name + ": a failure that ends nothing", e);
      pause();
    }
    return true;
  }

  private boolean runInbox() {
    boolean any = false;
    for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
      any = true;
      guarded(task);
    }
    return any;
  }

  private boolean runPieces() {
    for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      if (!lend(piece)) {
        return false;
      }
    }
    return true;
  }

  /** Runs other people's code; false if a stand-in has the turn now. */
  private boolean lend(Piece piece) {
    // Only this thread changes an even turn.
    long lent = turn.getPlain() + 1;
    turn.set(lent);
    engine.watch().wake();
    guarded(piece::run);
    // An interrupt was for that code, which is over.
    Thread.interrupted();
    lent = turn.get();
    // Again the turn first. It may have risen: that code may have called back.
    if ((lent & 1) == 1 && owner == Thread.currentThread() && turn.compareAndSet(lent, lent + 1)) {
      guarded(piece::after);
      return true;
    }
    submit(piece::after);
    return false;
  }

  private void sleep(long dueNanos) {
    long left = dueNanos - System.nanoTime();
    if (left <= 0) {
      return;
    }
    // Up, so that it is due when we wake; at most a minute, which is often enough for nothing.
    int millis = (int) Math.min(TimeUnit.NANOSECONDS.toMillis(left) + 1, 60_000);
    asleep.set(true);
    if (inbox.isEmpty()) {
      socket.poll(ZMQ.ZMQ_POLLIN, millis, woken);
    }
    asleep.set(false);
    // A waker may still be on its way: then the next sleep is short.
    woken.set(false);
  }

  private void finish() {
    engine.watch().remove(this);
    synchronized (socketLock) {
      ended = true;
    }
    guarded(duty::end);
    runRest();
    guarded(engine::release);
    end.countDown();
  }

  /** After the end: the tasks see that all is over. */
  private synchronized void runRest() {
    runInbox();
    for (Piece piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      guarded(piece::run);
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // Other people's assertions and stack overflows end with their code.
      LOG.log(System.Logger.Level.WARNING, name + ": a task, listener or handler failed", e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AFTER_FAILURE_MILLIS);
    } catch (InterruptedException e) {
      // Nobody has a reason to interrupt this thread, and it has nothing to break off.
    }
  }
}
