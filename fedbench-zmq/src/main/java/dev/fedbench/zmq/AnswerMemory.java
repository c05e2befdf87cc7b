package dev.fedbench.zmq;

/** The room that a server has for answers that it may have to send again. The loop's. */
final class AnswerMemory {

  private final long most;
  private long used;

  AnswerMemory(long most) {
    this.most = most;
  }

  /** Whether there was so much room; it is taken now. */
  boolean take(int bytes) {
    boolean fits = used + bytes <= most;
    used += fits ? bytes : 0;
    return fits;
  }

  void give(int bytes) {
    used -= bytes;
  }

  long used() {
    return used;
  }
}
