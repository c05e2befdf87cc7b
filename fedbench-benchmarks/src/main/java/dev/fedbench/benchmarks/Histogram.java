package dev.fedbench.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives on this process's heap.
 *
 * @param byClass by the class's name as the JVM writes it, such as {@code [J}; {@code Total} is all
 */
record Histogram(Map<String, Live> byClass) {

  private static final String TOTAL = "Total";

  record Live(long instances, long bytes) {}

  /** After a full collection. */
  static Histogram take() throws JMException {
    Object text =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return parse(text.toString());
  }

  /** Lines such as {@code 1: 1234 56789 [J (java.base@17)}, and {@code Total 5678 123456}. */
  private static Histogram parse(String text) {
    Map<String, Live> byClass = new HashMap<>();
    for (String line : text.split("\n")) {
      String[] words = line.strip().split("\\s+");
      if (words[0].matches("\\d+:")) {
        byClass.put(words[3], new Live(Long.parseLong(words[1]), Long.parseLong(words[2])));
      } else if (words[0].equals(TOTAL)) {
        byClass.put(TOTAL, new Live(Long.parseLong(words[1]), Long.parseLong(words[2])));
      }
    }
    if (!byClass.containsKey(TOTAL)) {
      throw new IllegalStateException("no histogram of classes: " + text);
    }
    return new Histogram(byClass);
  }

  long instances(String className) {
    return byClass.getOrDefault(className, new Live(0, 0)).instances();
  }

  long bytes(String className) {
    return byClass.getOrDefault(className, new Live(0, 0)).bytes();
  }

  long heapBytes() {
    return bytes(TOTAL);
  }
}
