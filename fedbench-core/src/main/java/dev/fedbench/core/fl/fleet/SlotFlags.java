package dev.fedbench.core.fl.fleet;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** A flag per slot, a bit each. Thread-safe. */
final class SlotFlags {

  private final AtomicIntegerArray words;

  SlotFlags(int slots) {
    words = new AtomicIntegerArray((slots + 31) >>> 5);
  }

  /** Sets it. Returns whether it was clear. */
  boolean set(int slot) {
    int bit = 1 << (slot & 31);
    return (words.getAndUpdate(slot >>> 5, word -> word | bit) & bit) == 0;
  }

  boolean get(int slot) {
    return (words.get(slot >>> 5) >>> (slot & 31) & 1) == 1;
  }

  void clear(int slot) {
    int bit = 1 << (slot & 31);
    words.getAndUpdate(slot >>> 5, word -> word & ~bit);
  }

  int count() {
    int count = 0;
    for (int i = 0; i < words.length(); i++) {
      count += Integer.bitCount(words.get(i));
    }
    return count;
  }
}
