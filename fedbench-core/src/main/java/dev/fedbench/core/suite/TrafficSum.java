package dev.fedbench.core.suite;

import dev.fedbench.rpc.Traffic;
import dev.fedbench.rpc.WireStats;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what many connections carried. Pure. */
final class TrafficSum {

  private TrafficSum() {}

  static List<Traffic> of(List<WireStats> all) {
    Map<String, Traffic> sums = new TreeMap<>();
    for (WireStats stats : all) {
      for (Traffic traffic : stats.traffic()) {
        String key = traffic.direction() + " " + traffic.kind() + " " + traffic.name();
        sums.merge(key, traffic, TrafficSum::plus);
      }
    }
    return List.copyOf(sums.values());
  }

  private static Traffic plus(Traffic a, Traffic b) {
    return new Traffic(
        a.direction(), a.kind(), a.name(), a.messages() + b.messages(), a.bytes() + b.bytes());
  }
}
