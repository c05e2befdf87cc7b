package dev.fedbench.zmq;

/** A piece of other people's code that a {@link Loop} runs: a handler, a listener, a dependent. */
interface Piece {

  /** Other people's code. It may call back into the loop's owner, and it may block. */
  void run();

  /** What is ours to do when it is over; on the loop's thread, in its turn. */
  default void after() {}
}
