package dev.fedbench.core.suite.rpc;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** A recording of this process by the flight recorder. Not thread-safe. */
final class FlightRecording implements AutoCloseable {

  private static final String EXECUTION = "jdk.ExecutionSample";
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";
  private static final String HEAP = "jdk.GCHeapSummary";
  private static final Duration SAMPLE_EVERY = Duration.ofMillis(10);
  private static final int MOST_CHARACTERS = 300;

  private final Profiling options;
  private final Recording recording = new Recording();
  private final Map<String, Long> methods = new HashMap<>();
  private final Map<String, Long> sites = new HashMap<>();
  private final Map<Long, RecordedEvent> firstOfThread = new HashMap<>();
  private final long heapBefore;
  private long samples;
  private long allocated;
  private long heapPeak;

  private FlightRecording(Profiling options) {
    this.options = options;
    recording.setName("fedbench");
    if (options.cpu()) {
      recording.enable(EXECUTION).withPeriod(SAMPLE_EVERY);
    }
    if (options.memory()) {
      recording.enable(ALLOCATION).withStackTrace().with("throttle", "1000/s");
      recording.enable(HEAP);
    }
    heapBefore = heapUsed();
    heapPeak = heapBefore;
    recording.start();
  }

  static FlightRecording start(Profiling options) {
    return new FlightRecording(options);
  }

  private static long heapUsed() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Ends it and reads what it has. */
  Profile stop() throws IOException {
    recording.stop();
    long heapAfter = heapUsed();
    heapPeak = Math.max(heapPeak, heapAfter);
    Path file = Files.createTempFile("fedbench-profile-", ".jfr");
    try {
      recording.dump(file);
      read(file);
    } finally {
      Files.deleteIfExists(file);
      close();
    }
    return new Profile(
        samples, largest(methods), allocated, largest(sites), heapBefore, heapPeak, heapAfter);
  }

  private void read(Path file) throws IOException {
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        switch (event.getEventType().getName()) {
          case EXECUTION -> {
            samples++;
            frame(event).ifPresent(frame -> methods.merge(method(frame), 1L, Long::sum));
          }
          case ALLOCATION -> allocation(event);
          case HEAP -> heapPeak = Math.max(heapPeak, event.getLong("heapUsed"));
          default -> {}
        }
      }
    }
  }

  /**
   * A sample weighs what its thread has allocated since the one before it, and the first of a
   * thread what it allocated in all its life: that one is left out.
   */
  private void allocation(RecordedEvent event) {
    long thread = event.getThread() == null ? -1 : event.getThread().getId();
    RecordedEvent first = firstOfThread.get(thread);
    if (first == null || event.getStartTime().isBefore(first.getStartTime())) {
      firstOfThread.put(thread, event);
      Optional.ofNullable(first).ifPresent(this::countAllocation);
    } else {
      countAllocation(event);
    }
  }

  private void countAllocation(RecordedEvent event) {
    long bytes = event.getLong("weight");
    allocated += bytes;
    RecordedClass type = event.getClass("objectClass");
    frame(event)
        .ifPresent(
            frame ->
                sites.merge(
                    cut("%s in %s:%d", type.getName(), method(frame), frame.getLineNumber()),
                    bytes,
                    Long::sum));
  }

  /** Of the stack the first frame that counts. */
  private Optional<RecordedFrame> frame(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    return stack == null
        ? Optional.empty()
        : stack.getFrames().stream()
            .limit(options.maxFrames())
            .filter(RecordedFrame::isJavaFrame)
            .filter(frame -> frame.getMethod().getType().getName().startsWith(options.packages()))
            .findFirst();
  }

  private static String method(RecordedFrame frame) {
    return cut("%s.%s", frame.getMethod().getType().getName(), frame.getMethod().getName());
  }

  /** Names are a program's own, and need not be short or printable. */
  private static String cut(String form, Object... parts) {
    String text = form.formatted(parts).replaceAll("\\p{Cntrl}", "?");
    return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
  }

  private Map<String, Long> largest(Map<String, Long> all) {
    Map<String, Long> largest = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(options.maxRows())
        .forEach(entry -> largest.put(entry.getKey(), entry.getValue()));
    return largest;
  }

  /** Idempotent. */
  @Override
  public void close() {
    recording.close();
  }
}
