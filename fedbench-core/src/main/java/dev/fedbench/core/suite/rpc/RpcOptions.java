package dev.fedbench.core.suite.rpc;

import dev.fedbench.suite.Profile;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How a suite is run.
 *
 * @param families which of its scenarios, in order
 * @param transports names; empty for the run's own, or all
 * @param inside whether servers are in this process
 * @param encrypted whether everything is encrypted
 * @param profiling what an extra iteration records
 * @param onlyCodecs names of the codecs to compare; empty for those that there are
 * @param resize what is not as the profile has it
 * @param reset what is not as usual, for tests
 */
record RpcOptions(
    Set<Family> families,
    List<String> transports,
    boolean inside,
    boolean encrypted,
    Profiling profiling,
    List<String> onlyCodecs,
    UnaryOperator<Sizes> resize,
    UnaryOperator<Setting> reset) {

  static final RpcOptions DEFAULTS =
      new RpcOptions(
          EnumSet.allOf(Family.class),
          List.of(),
          false,
          false,
          Profiling.NONE,
          List.of(),
          UnaryOperator.identity(),
          UnaryOperator.identity());

  Sizes sizes(Profile profile) {
    return resize.apply(Sizes.of(profile));
  }

  Setting setting(Sizes sizes) {
    return reset.apply(Setting.of(sizes, profiling));
  }

  List<String> codecs() {
    return onlyCodecs.isEmpty() ? Dressing.codecs() : onlyCodecs;
  }
}
