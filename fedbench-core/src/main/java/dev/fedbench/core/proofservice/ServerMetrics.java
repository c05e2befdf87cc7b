package dev.fedbench.core.proofservice;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a server does. Thread-safe. */
final class ServerMetrics {

  private record Answered(String endpoint, int status) implements Comparable<Answered> {
    @Override
    public int compareTo(Answered other) {
      int byEndpoint = endpoint.compareTo(other.endpoint);
      return byEndpoint != 0 ? byEndpoint : Integer.compare(status, other.status);
    }
  }

  private final Map<Answered, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final LongAdder proofs = new LongAdder();
  private final LongAdder parts = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder cpuNanos = new LongAdder();

  void answered(String endpoint, int status) {
    requests.computeIfAbsent(new Answered(endpoint, status), key -> new LongAdder()).increment();
  }

  void proved(ProofTimes times) {
    proofs.increment();
    parts.add(times.parts());
    nanos.add(times.witnessNanos() + times.proveNanos());
    cpuNanos.add(times.witnessCpuNanos() + times.proveCpuNanos());
  }

  /** In Prometheus's text format, version 0.0.4. */
  String text(Work work) {
    StringBuilder text = new StringBuilder();
    head(text, "fedbench_requests_total", "counter", "Requests by endpoint and status.");
    requests.forEach(
        (answered, count) ->
            text.append(
                "fedbench_requests_total{endpoint=\"%s\",status=\"%d\"} %d\n"
                    .formatted(answered.endpoint, answered.status, count.sum())));
    head(text, "fedbench_proofs_total", "counter", "Updates proved.");
    text.append("fedbench_proofs_total %d\n".formatted(proofs.sum()));
    head(text, "fedbench_proof_parts_total", "counter", "Parts of their proofs.");
    text.append("fedbench_proof_parts_total %d\n".formatted(parts.sum()));
    seconds(text, "fedbench_proof_seconds", "Wall time of witness and proof.", nanos.sum());
    seconds(text, "fedbench_proof_cpu_seconds", "CPU time of the same.", cpuNanos.sum());
    head(text, "fedbench_working", "gauge", "Requests that are worked on.");
    text.append("fedbench_working %d\n".formatted(work.active()));
    head(text, "fedbench_waiting", "gauge", "Requests that wait for a worker.");
    text.append("fedbench_waiting %d\n".formatted(work.waiting()));
    return text.toString();
  }

  private void seconds(StringBuilder text, String name, String help, long sum) {
    head(text, name, "summary", help);
    text.append("%s_sum %s\n".formatted(name, String.format(Locale.ROOT, "%.9f", sum / 1e9)));
    text.append("%s_count %d\n".formatted(name, proofs.sum()));
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
  }
}
