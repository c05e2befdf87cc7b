package dev.fedbench.core.suite.rpc;

import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Throughput, latency and what features cost, over the run's transport, or over every transport
 * that is found, side by side. The server is in a process of its own unless {@link #builder} says
 * otherwise; nothing is profiled unless it does. Thread-safe, without state.
 */
public final class RpcSuite implements Suite {

  /** The suite's name. */
  public static final String NAME = "rpc";

  private final RpcOptions options;

  /** All families, as the profile has them. Made by the service loader. */
  public RpcSuite() {
    this(RpcOptions.DEFAULTS);
  }

  RpcSuite(RpcOptions options) {
    this.options = options;
  }

  /** A suite of which not all is run, or that is run otherwise. */
  public static RpcSuiteBuilder builder() {
    return new RpcSuiteBuilder();
  }

  /** The families of its scenarios: what {@link RpcSuiteBuilder#scenarios} takes. */
  public static List<String> families() {
    return Family.words();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Scenario> scenarios(SuiteContext context) {
    Sizes sizes = options.sizes(context.profile());
    Setting setting = options.setting(sizes);
    Cells cells = new Cells();
    return Points.of(sizes, wires(context), options.families(), options.codecs()).stream()
        .<Scenario>map(point -> new RpcScenario(point, setting, cells))
        .toList();
  }

  private List<Wire> wires(SuiteContext context) {
    Extensions<Transport> known = Extensions.of(Transport.class);
    boolean inside = options.inside();
    boolean encrypted = options.encrypted();
    Optional<Transport> named = context.transport();
    List<Wire> wires = new ArrayList<>();
    if (!options.transports().isEmpty()) {
      options
          .transports()
          .forEach(
              name -> known.find(name).ifPresent(t -> wires.add(Wire.found(t, inside, encrypted))));
    } else if (named.isPresent()) {
      Transport own = named.get();
      wires.add(Wire.of(own, known.find(own.name()), inside, encrypted));
    } else {
      known.all().values().forEach(found -> wires.add(Wire.found(found, inside, encrypted)));
    }
    return wires;
  }

  /** One: the clients warm up over their own connections. */
  @Override
  public int warmups(Profile profile) {
    return 1;
  }

  @Override
  public int iterations(Profile profile) {
    return options.sizes(profile).iterations();
  }
}
