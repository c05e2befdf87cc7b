package dev.fedbench.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * How much of a thread's time goes to some methods, by samples of its stack that the JVM's flight
 * recorder takes; for compiled code they are right with {@code -XX:+DebugNonSafepoints}, which the
 * figures run with. It sees Java code alone: what the JVM does by instructions of its own (SHA-256,
 * checksums, copies) is in no sample, or in few.
 */
final class Shares {

  private static final Duration PERIOD = Duration.ofMillis(10);

  private Shares() {}

  /**
   * Does some work in this thread, and says in what part of the samples the innermost method that
   * {@code either} knows is one that {@code first} knows; NaN if there are no samples.
   */
  static double of(
      Callable<?> work, Predicate<RecordedMethod> either, Predicate<RecordedMethod> first)
      throws Exception {
    Path file = Files.createTempFile("fedbench-figure", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
      recording.start();
      work.call();
      recording.stop();
      recording.dump(file);
      return share(file, either, first);
    } finally {
      Files.delete(file);
    }
  }

  private static double share(
      Path file, Predicate<RecordedMethod> either, Predicate<RecordedMethod> first)
      throws IOException {
    long thread = Thread.currentThread().getId();
    List<RecordedMethod> innermost =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> isOf(event, thread))
            .flatMap(
                event ->
                    event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod())
                        .filter(either)
                        .limit(1))
            .toList();
    return (double) innermost.stream().filter(first).count() / innermost.size();
  }

  private static boolean isOf(RecordedEvent event, long thread) {
    return event.getStackTrace() != null
        && event.getThread("sampledThread") != null
        && event.getThread("sampledThread").getJavaThreadId() == thread;
  }
}
