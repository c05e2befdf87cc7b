package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.SampleSink;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import java.io.IOException;
import java.util.Map;

/** An iteration that is recorded by the flight recorder, and whose times do not count. */
record ProfiledRun(Bench bench, Profiling options) {

  void record(Recorder recorder) throws IOException, InterruptedException {
    boolean apart = bench.server().apart();
    if (apart) {
      bench.ask(ProfileMethod.start(options));
    }
    Profile own;
    try (FlightRecording recording = FlightRecording.start(options)) {
      bench.load(SampleSink.NONE);
      own = recording.stop();
    }
    rows(apart ? "client" : "both", own, recorder);
    if (apart) {
      rows("server", Profile.decode(bench.ask(ProfileMethod.stop()).text()), recorder);
    }
  }

  private void rows(String side, Profile profile, Recorder recorder) {
    if (options.cpu()) {
      int rank = 0;
      for (Map.Entry<String, Long> method : profile.methods().entrySet()) {
        recorder.row(
            Row.builder("method")
                .column("side", side)
                .column("rank", ++rank)
                .column("method", method.getKey())
                .column("samples", method.getValue())
                .column("share", (double) method.getValue() / profile.samples())
                .build());
      }
    }
    if (options.memory()) {
      memory(side, profile, recorder);
    }
  }

  private static void memory(String side, Profile profile, Recorder recorder) {
    int rank = 0;
    for (Map.Entry<String, Long> site : profile.sites().entrySet()) {
      recorder.row(
          Row.builder("allocation")
              .column("side", side)
              .column("rank", ++rank)
              .column("site", site.getKey())
              .column("bytes", site.getValue())
              .column("share", (double) site.getValue() / profile.allocated())
              .build());
    }
    recorder.row(
        Row.builder("memory")
            .column("side", side)
            .column("heap_before", profile.heapBefore())
            .column("heap_peak", profile.heapPeak())
            .column("heap_after", profile.heapAfter())
            .column("heap_increase", profile.heapAfter() - profile.heapBefore())
            .column("allocated", profile.allocated())
            .build());
  }
}
