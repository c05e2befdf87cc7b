package dev.fedbench.zmq;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQ;

/**
 * What the loops of some sockets share: a ZeroMQ context with one thread for its input and output,
 * threads to run loops, and a watch. It ends when the last that holds it lets go.
 */
final class Engine implements Executor {

  /** Each client is a socket. The library's own bound is 1,023. */
  private static final int MAX_SOCKETS = 1 << 16;

  static {
    // The library asserts things about what peers send, and an AssertionError ends its thread for
    // all of them. Without assertions, which is how nearly everybody runs it, it drops the peer.
    ZMQ.class.getClassLoader().setPackageAssertionStatus("zmq", false);
  }

  private final ZMQ.Context context;
  private final Watch watch = new Watch();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), LoopThread::new);

  /** Guarded by this. */
  private int holders = 1;

  private boolean over;

  /** Held by its maker. */
  Engine() {
    context = ZMQ.context(1);
    context.setMaxSockets(MAX_SOCKETS);
    threads.execute(watch);
  }

  /** Holds it, too; false if it has ended. */
  synchronized boolean hold() {
    holders += over ? 0 : 1;
    return !over;
  }

  /**
   * Lets go of it. The last one closes it, which takes as long as closed sockets have something to
   * send, and their linger at most; by a thread of its own, which nobody interrupts: an interrupt
   * could keep the context from closing.
   */
  void release() {
    synchronized (this) {
      holders--;
      over = holders == 0;
      if (!over) {
        return;
      }
    }
    if (Thread.currentThread() instanceof LoopThread) {
      close();
    } else {
      threads.execute(this::close);
    }
  }

  private void close() {
    watch.close();
    context.close();
    threads.shutdown();
  }

  ZMQ.Context context() {
    return context;
  }

  Watch watch() {
    return watch;
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }
}
