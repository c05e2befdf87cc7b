package dev.fedbench.circom;

/**
 * A WebAssembly module that was checked and compiled: the one place that somebody else's runtime
 * would have to fill. Thread-safe.
 */
interface Wasm {

  /** What a program calls: no more than circom's four imports, which do nothing but tell. */
  interface Host {

    /** The program gives up, with circom's number for the reason; throws. */
    void failed(int code);

    /** A part of an error's message can be had from the program. */
    void message(Run run);
  }

  /** The module at work, with memory of its own. One thread at a time. */
  interface Run {

    /**
     * Calls an export of the module.
     *
     * @return what it returned, 0 if that is nothing
     * @throws RuntimeException if the program failed, or has used up what it may
     */
    int call(String export, int... arguments);

    /** Bytes of the memory. */
    byte[] read(int from, int count);

    /** Writes to the memory. */
    void write(int from, byte[] bytes);
  }

  /** A fresh run; nothing of it has been executed yet. */
  Run start(Host host);
}
