package dev.fedbench.core.suite.rpc;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The last lines that a process said, bounded in number and length. Thread-safe. */
final class Tail {

  private static final int MOST_LINES = 40;
  private static final int MOST_CHARACTERS = 500;

  private final Deque<String> lines = new ArrayDeque<>();

  /** Reads to the end, and hands each line on, too; what is too long of one is dropped. */
  void read(Reader from, Consumer<String> line) throws IOException {
    StringBuilder current = new StringBuilder();
    for (int c = from.read(); c >= 0; c = from.read()) {
      if (c == '\n') {
        end(current, line);
      } else if (c != '\r' && current.length() < MOST_CHARACTERS) {
        current.append((char) c);
      }
    }
    if (!current.isEmpty()) {
      end(current, line);
    }
  }

  private void end(StringBuilder current, Consumer<String> line) {
    String whole = current.toString();
    current.setLength(0);
    synchronized (this) {
      if (lines.size() == MOST_LINES) {
        lines.removeFirst();
      }
      lines.addLast(whole);
    }
    line.accept(whole);
  }

  /** Such as {@code ; it said: …}; nothing if it said nothing. */
  synchronized String told() {
    return lines.isEmpty() ? ", and said nothing" : "; it said: " + String.join(" | ", lines);
  }
}
