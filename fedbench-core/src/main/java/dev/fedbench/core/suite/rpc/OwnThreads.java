package dev.fedbench.core.suite.rpc;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Threads of ours: by their names, which all begin alike. */
final class OwnThreads {

  private static final String PREFIX = "fedbench-";

  private OwnThreads() {}

  /** Of this whole process. */
  static List<String> names() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(PREFIX))
        .toList();
  }

  /** Of a group alone, but for one. */
  static List<String> names(ThreadGroup group, Thread but) {
    Thread[] found = new Thread[group.activeCount() * 2 + 16];
    int count = group.enumerate(found);
    return Arrays.stream(found, 0, count)
        .filter(Objects::nonNull)
        .filter(thread -> thread != but)
        .map(Thread::getName)
        .filter(name -> name.startsWith(PREFIX))
        .sorted()
        .toList();
  }
}
