package dev.fedbench.core.suite.rpc;

import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.spi.Problems;
import dev.fedbench.spi.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Says which of the RPC suite is run, and how. Not thread-safe. */
public final class RpcSuiteBuilder {

  private final Set<String> families = new LinkedHashSet<>();
  private final Set<String> transports = new LinkedHashSet<>();
  private final Set<String> codecs = new LinkedHashSet<>();
  private final Problems problems = new Problems();
  private final SizesDraft sizes = new SizesDraft();
  private boolean inside;
  private boolean encrypted;
  private Profiling profiling = Profiling.NONE;
  private UnaryOperator<Sizes> resize = UnaryOperator.identity();
  private UnaryOperator<Setting> reset = UnaryOperator.identity();

  RpcSuiteBuilder() {}

  /** These families alone: {@code throughput}, {@code latency}, {@code features}. */
  public RpcSuiteBuilder scenarios(String... names) {
    families.addAll(List.of(names));
    return this;
  }

  /** These transports, by their names; unless said the run's own, or all that are found. */
  public RpcSuiteBuilder transports(String... names) {
    transports.addAll(List.of(names));
    return this;
  }

  /** These codecs, by their names; unless said those that are found. */
  public RpcSuiteBuilder codecs(String... names) {
    codecs.addAll(List.of(names));
    return this;
  }

  /** Servers in this process: less to start, but both sides share processors, heap and compiler. */
  public RpcSuiteBuilder insideThisJvm() {
    inside = true;
    return this;
  }

  /** Everything encrypted, and not only what compares. */
  public RpcSuiteBuilder encrypted() {
    encrypted = true;
    return this;
  }

  /** What an extra iteration of each scenario records; nothing unless said. */
  public RpcSuiteBuilder profiling(Profiling options) {
    profiling = Objects.requireNonNull(options);
    return this;
  }

  /** Bytes of the bodies, of throughput and latency, in place of the profile's. */
  public RpcSuiteBuilder payloads(int... bytes) {
    check("payload", 0, bytes);
    sizes.payloads = list(bytes);
    return this;
  }

  /** Numbers of clients, of throughput, in place of the profile's. */
  public RpcSuiteBuilder clients(int... numbers) {
    check("clients", 1, numbers);
    sizes.clients = list(numbers);
    return this;
  }

  /** Requests of each closed loop, and of latency by payload, in place of the profile's. */
  public RpcSuiteBuilder requests(long number) {
    problems.atLeast("requests", number, 1);
    sizes.requests = number;
    return this;
  }

  /** Requests a second, of latency under load, in place of the profile's. */
  public RpcSuiteBuilder loads(double... requestsPerSecond) {
    for (double load : requestsPerSecond) {
      problems.expect(
          load >= 0.001 && load <= 1e6, "load: %s a second; expected 0.001 to 1000000", load);
    }
    sizes.loads = Arrays.stream(requestsPerSecond).boxed().toList();
    return this;
  }

  /** How long each load lasts, in place of the profile's. */
  public RpcSuiteBuilder loadTime(Duration time) {
    problems.positive("load time", time);
    sizes.loadTime = time;
    return this;
  }

  private void check(String what, int least, int... values) {
    for (int value : values) {
      problems.between(what, value, least, what.equals("payload") ? 48 << 20 : 10_000);
    }
  }

  private static List<Integer> list(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** For tests: any sizes. */
  RpcSuiteBuilder sizes(UnaryOperator<Sizes> other) {
    resize = other;
    return this;
  }

  /** For tests: any setting. */
  RpcSuiteBuilder setting(UnaryOperator<Setting> other) {
    reset = other;
    return this;
  }

  /**
   * The suite.
   *
   * @throws InvalidConfigException with every mistake
   */
  public RpcSuite build() {
    EnumSet<Family> chosen = EnumSet.noneOf(Family.class);
    for (String name : families) {
      problems.expect(Family.of(name).isPresent(), "%s", unknown(name));
      Family.of(name).ifPresent(chosen::add);
    }
    if (!transports.isEmpty()) {
      Extensions<Transport> known = Extensions.of(Transport.class);
      transports.forEach(
          name -> problems.expect(known.find(name).isPresent(), "%s", known.explainMissing(name)));
    }
    if (!codecs.isEmpty()) {
      Extensions<Codec> known = Extensions.of(Codec.class);
      codecs.forEach(
          name -> problems.expect(known.find(name).isPresent(), "%s", known.explainMissing(name)));
    }
    problems.orThrow();
    return new RpcSuite(
        new RpcOptions(
            chosen.isEmpty() ? EnumSet.allOf(Family.class) : chosen,
            List.copyOf(transports),
            inside,
            encrypted,
            profiling,
            new ArrayList<>(codecs),
            profile -> resize.apply(sizes.apply(profile)),
            reset));
  }

  private static String unknown(String name) {
    return "unknown scenario '%s'%s The rpc suite has: %s"
        .formatted(
            name,
            Suggestion.closest(name, Family.words())
                .map("; did you mean '%s'?"::formatted)
                .orElse("."),
            String.join(", ", Family.words()));
  }
}
