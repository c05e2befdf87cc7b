package dev.fedbench.zmq;

/** What a {@link Loop} does in its turn: all of it on one thread at a time. */
interface Duty {

  /** Takes in some of the messages that have arrived; whether there were any. */
  boolean receive();

  /**
   * Does what is due.
   *
   * @return when something is due next, as {@link System#nanoTime} counts; at the latest
   */
  long tick(long nowNanos);

  /** Whether all is done and the loop ends. */
  boolean over();

  /** Closes the socket, and lets go of what it holds. The loop's last act. */
  void end();
}
