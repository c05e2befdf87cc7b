package dev.fedbench.zmq;

/** A thread that runs a {@link Loop} at times. */
final class LoopThread extends Thread {

  private Loop loop;

  LoopThread(Runnable work) {
    super(work, "fedbench-zmq-idle");
    setDaemon(true);
  }

  /** Takes the name of what it serves from now on. */
  static void serve(Loop loop) {
    LoopThread thread = (LoopThread) Thread.currentThread();
    thread.loop = loop;
    thread.setName(loop.name());
  }

  /** It serves nothing any more. */
  static void rest() {
    LoopThread thread = (LoopThread) Thread.currentThread();
    thread.loop = null;
    thread.setName("fedbench-zmq-idle");
  }

  /** Whether this thread runs the loop, or what is left of its turn there. */
  static boolean serves(Loop loop) {
    return Thread.currentThread() instanceof LoopThread thread && thread.loop == loop;
  }
}
