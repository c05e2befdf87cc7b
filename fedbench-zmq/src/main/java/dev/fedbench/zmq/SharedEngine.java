package dev.fedbench.zmq;

/** The engine of all clients of a transport: there while there are any. Thread-safe. */
final class SharedEngine {

  private Engine current;

  /** To be released by whoever called. */
  synchronized Engine hold() {
    if (current == null || !current.hold()) {
      current = new Engine();
    }
    return current;
  }
}
