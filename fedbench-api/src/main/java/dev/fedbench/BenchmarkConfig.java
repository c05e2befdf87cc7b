package dev.fedbench;

import dev.fedbench.report.Reporter;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Problems;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Suite;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A whole run as data, validated. Made by {@link BenchmarkBuilder}.
 *
 * @param federated the points of the federated suite: one, or one per point of a sweep; empty
 *     without it
 * @param suites other suites, in order
 * @param transport the transport that the run names, if it names one
 * @param profile how thorough the suites are
 * @param seed everything random derives from it, but for secrets
 * @param scenarios names of the suites' scenarios to run; empty for all
 * @param warmups iterations of each scenario whose samples are thrown away; unless said, as each
 *     suite has it, and none of a federated run
 * @param iterations iterations that count, at least 1; unless said, as each suite has it, and 1 of
 *     a federated run
 * @param reporters who says what came of it
 * @param listeners who hears events
 */
public record BenchmarkConfig(
    List<FederatedPoint> federated,
    List<Suite> suites,
    Optional<Transport> transport,
    Profile profile,
    long seed,
    Set<String> scenarios,
    OptionalInt warmups,
    OptionalInt iterations,
    List<Reporter> reporters,
    List<BenchmarkListener> listeners) {

  public BenchmarkConfig {
    federated = List.copyOf(federated);
    suites = List.copyOf(suites);
    scenarios = Collections.unmodifiableSet(new LinkedHashSet<>(scenarios));
    reporters = List.copyOf(reporters);
    listeners = List.copyOf(listeners);
    Problems problems =
        new Problems()
            .atLeast("warm-ups", warmups.orElse(0), 0)
            .atLeast("iterations", iterations.orElse(1), 1);
    reporters.stream()
        .map(BenchmarkConfig::problem)
        .flatMap(Optional::stream)
        .forEach(problem -> problems.expect(false, "%s", problem));
    problems.orThrow();
  }

  /** A reporter is a host's code: what it throws is a mistake like any other. */
  private static Optional<String> problem(Reporter reporter) {
    try {
      return reporter.problem();
    } catch (RuntimeException e) {
      return Optional.of("reporter %s: %s".formatted(reporter.getClass().getName(), e));
    }
  }
}
