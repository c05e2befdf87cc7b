package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.spi.InvalidConfigException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FlightRecordingTest {

  /** CPU time, so that a busy machine samples as much as an idle one. */
  private static final long CPU_NANOS = 600_000_000;

  /** What shares are made of. */
  private static final int FEWEST_SAMPLES = 8;

  private static final int MORE_TRIES = 60;

  private static final String HERE = FlightRecordingTest.class.getName();

  private double sink;

  private void planted() {
    for (int i = 1; i < 2_000; i++) {
      sink += Math.sqrt(i) / (1 + sink);
    }
  }

  private List<byte[]> plantedAllocator() {
    List<byte[]> kept = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      kept.add(new byte[64 << 10]);
    }
    return kept;
  }

  private static void work(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    while (threads.getCurrentThreadCpuTime() - start < CPU_NANOS) {
      work.run();
    }
  }

  /**
   * On a machine that others share the JVM's sampler may see nothing for some seconds: again, until
   * it does.
   */
  private static Hotspots sampled(Profiling options, Runnable work) throws IOException {
    Hotspots found = profile(options, work);
    for (int i = 0; i < MORE_TRIES && found.samples() < FEWEST_SAMPLES; i++) {
      found = profile(options, work);
    }
    return found;
  }

  private static Hotspots profile(Profiling options, Runnable work) throws IOException {
    try (FlightRecording recording = FlightRecording.start(options)) {
      work(work);
      return recording.stop();
    }
  }

  @Test
  void a_planted_hot_method_is_top_and_only_packages_that_are_asked_for_count() throws IOException {
    Hotspots all = sampled(Profiling.FULL, this::planted);
    assertThat(all.samples()).isPositive();
    assertThat(first(all.methods())).isEqualTo(HERE + ".planted");
    assertThat(all.methods()).hasSizeLessThanOrEqualTo(20);
    Hotspots elsewhere =
        sampled(new Profiling(true, true, 20, 64, "no.such.package"), this::planted);
    assertThat(elsewhere.samples()).isPositive();
    assertThat(elsewhere.methods()).isEmpty();
  }

  @Test
  void a_planted_allocator_is_top_and_the_peak_is_no_less_than_the_increase() throws IOException {
    Hotspots profile =
        profile(Profiling.FULL.of("dev.fedbench"), () -> sink += plantedAllocator().size());
    assertThat(profile.allocated()).isPositive();
    assertThat(first(profile.sites())).startsWith("[B in " + HERE + ".plantedAllocator:");
    assertThat(profile.heapPeak())
        .isGreaterThanOrEqualTo(profile.heapAfter() - profile.heapBefore())
        .isGreaterThanOrEqualTo(profile.heapAfter())
        .isGreaterThanOrEqualTo(profile.heapBefore());
  }

  private static String first(Map<String, Long> rows) {
    return rows.keySet().iterator().next();
  }

  @Test
  void what_is_not_asked_for_is_not_recorded() throws IOException {
    Hotspots cpu = sampled(new Profiling(true, false, 1, 64, ""), this::planted);
    assertThat(cpu.methods()).hasSize(1);
    assertThat(cpu.sites()).isEmpty();
    Hotspots memory = profile(new Profiling(false, true, 20, 64, ""), this::plantedAllocator);
    assertThat(memory.methods()).isEmpty();
    assertThat(memory.sites()).isNotEmpty();
    assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
  }

  /** By allocations: whoever allocates looks at its own stack, however busy the machine is. */
  @Test
  void a_stack_is_looked_at_from_its_top_as_deep_as_asked_for() throws IOException {
    String below = "[B in java.util.ArrayList.forEach:";
    List<Integer> one = new ArrayList<>(List.of(1));
    Runnable work = () -> one.forEach(i -> sink += plantedAllocator().size());
    Profiling deep = new Profiling(false, true, 20, 64, "java.util.");
    assertThat(profile(deep, work).sites().keySet()).anyMatch(site -> site.startsWith(below));
    Profiling flat = new Profiling(false, true, 20, 1, "java.util.");
    assertThat(profile(flat, work).sites().keySet()).noneMatch(site -> site.startsWith(below));
  }

  @Test
  void a_profile_that_is_encoded_is_decoded() throws IOException {
    Hotspots profile =
        new Hotspots(3, Map.of("a.B.c", 2L), 100, Map.of("[B in a.B.c:7", 90L), 10, 30, 20);
    assertThat(Hotspots.decode(profile.encode())).isEqualTo(profile);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "method", "method\t1", "method\tx\ta", "method\t-1\ta"})
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> Hotspots.decode(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected a word, a number and a name");
  }

  @Test
  void options_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> new Profiling(true, true, 0, 0, "a b"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("profiling rows", "profiling frames", "profiling packages");
    assertThat(Profiling.NONE.enabled()).isFalse();
    assertThat(Profiling.FULL.enabled()).isTrue();
  }
}
