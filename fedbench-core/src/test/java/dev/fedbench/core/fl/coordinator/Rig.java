package dev.fedbench.core.fl.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.core.fl.FedAvg;
import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.identity.FleetKeys;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.MalformedMessageException;
import dev.fedbench.core.fl.wire.Model;
import dev.fedbench.core.fl.wire.Receipt;
import dev.fedbench.core.fl.wire.Refusal;
import dev.fedbench.core.fl.wire.TensorFrame;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.WireCounter;
import dev.fedbench.rpc.WireStats;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A coordinator's run without sockets, threads or real time: calls go straight to its desk. */
final class Rig implements RpcServer, CoordinatorObserver {

  static final byte[] COORDINATOR_ID = new byte[16];
  static final Duration JOIN_TIMEOUT = Duration.ofSeconds(30);
  static final Duration DEADLINE = Duration.ofSeconds(10);
  static final long MAX_EXAMPLES = 1_000;

  /** A call that nobody cancels. */
  private record From(String peer) implements CallContext {
    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public void onCancel(Runnable action) {}
  }

  /** What a test says of a run; the rest are defaults. */
  static final class Draft {
    private final RoundPolicy rounds;
    private final int clients;
    private boolean signed;
    private boolean evaluate;
    private Optional<ProofDemand> proofs = Optional.empty();
    private long seed = 42;
    private Aggregator aggregator = new FedAvg();
    private Optional<Tensors> model = Optional.of(Tensors.of("w", 0, 0));

    private Draft(RoundPolicy rounds, int clients) {
      this.rounds = rounds;
      this.clients = clients;
    }

    Draft signed() {
      signed = true;
      return this;
    }

    Draft proofs(ProofDemand demand) {
      proofs = Optional.of(demand);
      return this;
    }

    Draft evaluate() {
      evaluate = true;
      return this;
    }

    Draft seed(long other) {
      seed = other;
      return this;
    }

    Draft aggregator(Aggregator other) {
      aggregator = other;
      return this;
    }

    Draft model(Optional<Tensors> other) {
      model = other;
      return this;
    }

    /** The run, open, with nobody in it. */
    Rig open() {
      return new Rig(this);
    }

    /** The run with all clients in it. */
    Rig joined() {
      Rig rig = open();
      rig.clients.forEach(HandMadeClient::join);
      return rig;
    }
  }

  final Run run;
  final List<HandMadeClient> clients = new ArrayList<>();
  final List<Announcement> announcements = new ArrayList<>();
  final List<RoundRow> rows = new ArrayList<>();
  final Map<String, List<Double>> samples = new TreeMap<>();
  private final Desk desk;
  private final WireCounter wire = new WireCounter();
  private final AtomicLong nanos = new AtomicLong();
  private long sequence;

  private Rig(Draft draft) {
    Optional<FleetKeys> keys =
        draft.signed
            ? Optional.of(FleetKeys.generate(draft.clients, new SecureRandom()))
            : Optional.empty();
    Enrolment enrolment =
        keys.map(k -> NumberedEnrolment.signed(k, MAX_EXAMPLES))
            .orElseGet(() -> NumberedEnrolment.unsigned(draft.clients, MAX_EXAMPLES));
    CoordinatorPolicy policy =
        new CoordinatorPolicy(
            draft.rounds,
            draft.aggregator,
            draft.evaluate,
            draft.signed,
            draft.proofs,
            JOIN_TIMEOUT,
            false,
            draft.seed);
    run = new Run(policy, COORDINATOR_ID, enrolment, draft.model, this, nanos::get);
    desk = new Desk(run);
    for (int i = 0; i < draft.clients; i++) {
      int index = i;
      clients.add(new HandMadeClient(this, i, keys.map(k -> k.key(index))));
    }
    try {
      run.open(() -> this);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Draft synchronous(int rounds, int minClients, double fraction, int clients) {
    return new Draft(new RoundPolicy.Synchronous(rounds, minClients, DEADLINE, fraction), clients);
  }

  static Draft asynchronous(RoundPolicy.Asynchronous passes, int clients) {
    return new Draft(passes, clients);
  }

  RpcResponse call(String method, ByteBuffer body) {
    return call("test", method, body);
  }

  RpcResponse call(String peer, String method, ByteBuffer body) {
    return desk.handle(RpcRequest.of(method, body), new From(peer)).toCompletableFuture().join();
  }

  HandMadeClient client(int index) {
    return clients.get(index);
  }

  /** Lets time go by, and the coordinator notice. */
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    run.tick();
  }

  /** Lets time go by unnoticed. */
  void wait(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  Announcement latest() {
    return announcements.get(announcements.size() - 1);
  }

  /** What a refused update must leave as it is. */
  record State(long version, long pending, List<Float> model, int announcements, int rows) {}

  State state() {
    return new State(version(), run.report().pending(), model(), announcements.size(), rows.size());
  }

  private Optional<Model> currentModel() {
    return run.currentModel()
        .map(
            message -> {
              try {
                return Model.decode(message);
              } catch (MalformedMessageException e) {
                throw new AssertionError(e);
              }
            });
  }

  long version() {
    return currentModel().map(Model::version).orElse(1L);
  }

  List<Float> model() {
    List<Float> values = new ArrayList<>();
    currentModel()
        .ifPresent(
            model -> {
              for (float value : tensors(model.frame()).values()) {
                values.add(value);
              }
            });
    return values;
  }

  /** The run's end: empty while it goes on, else why it failed, which is nothing if it did not. */
  Optional<String> end() {
    return Optional.ofNullable(run.ended().getNow(null));
  }

  Map<String, Long> rejections() {
    return run.report().rejections();
  }

  static Tensors tensors(ByteBuffer frame) {
    try {
      return TensorFrame.read(frame);
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  static Receipt accepted(RpcResponse response) {
    assertThat(response.kind()).as(response.text()).isEqualTo(MessageKind.RESULT);
    try {
      return Receipt.decode(response.body());
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  static void refused(RpcResponse response, Cause cause) {
    assertThat(response.kind()).isEqualTo(MessageKind.FAILURE);
    assertThat(Refusal.of(response).cause()).as(response.text()).isEqualTo(cause);
    assertThat(Refusal.of(response).text()).isNotBlank();
  }

  // --- what the run sees as its server and its observer

  @Override
  public URI endpoint() {
    return URI.create("test://rig:1");
  }

  @Override
  public void publish(String topic, long version, ByteBuffer body) {
    assertThat(version).isEqualTo(++sequence);
    try {
      announcements.add(Announcement.decode(body));
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public WireStats stats() {
    return wire.stats(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {}

  @Override
  public void sample(Metric metric, double value) {
    double rounded = Math.round(value * 1e9) / 1e9; // what is left of whole nanoseconds
    samples.computeIfAbsent(metric.name(), name -> new ArrayList<>()).add(rounded);
  }

  @Override
  public void round(RoundRow row) {
    rows.add(row);
  }
}
