package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Refusal;
import dev.fedbench.core.fl.wire.RunReport;
import dev.fedbench.core.fl.wire.Selection;
import dev.fedbench.fl.Connections;
import dev.fedbench.fl.CoordinatorAddress;
import dev.fedbench.fl.FederatedConfig;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.metric.Recorder;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.WireStats;
import dev.fedbench.suite.ScenarioContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Simulated clients against one coordinator, here or elsewhere. Connects them, has them join,
 * carries out the coordinator's instructions with so many at once, and ends when the coordinator
 * does.
 */
public final class Fleet implements AutoCloseable, Link.Instructed {

  /** The largest model that a client takes from its coordinator. */
  private static final int MAX_MODEL_BYTES = 1 << 30;

  private final FleetSetup setup;
  private final FederatedConfig config;
  private final ScenarioContext context;
  private final Workers workers;
  private final RpcClient control;
  private final Info info;
  private final Optional<FleetProving> proving;
  private final Ledger ledger;
  private final Crew crew;
  private final Vigil vigil;
  private final Outbox outbox;
  private final List<Link> links = new ArrayList<>();
  private final Map<Link, String> lost = new ConcurrentHashMap<>();

  /** Why this side has ended the run, if it has. */
  private volatile Optional<Refusal> givenUp = Optional.empty();

  /** The next slot to connect and join, and how many have, or have failed to. */
  private final AtomicInteger next = new AtomicInteger();

  private final AtomicInteger entered = new AtomicInteger();

  private Fleet(
      FleetSetup setup,
      RpcClient control,
      Info info,
      Optional<FleetProving> proving,
      Recorder recorder,
      ScenarioContext context) {
    this.setup = setup;
    this.config = setup.config();
    this.context = context;
    this.control = control;
    this.info = info;
    outbox = new Outbox(context::warn);
    int slots = setup.credentials().size();
    workers = new Workers(config.parallelism());
    ledger = new Ledger(recorder, context, slots, turns(config, info, slots));
    this.proving = proving;
    HostCode host = new HostCode(workers::stopping);
    Optional<UpdateProver> prover = proving.map(how -> how.prover(host));
    crew = new Crew(setup, info, host, prover, ledger, context, this::giveUp);
    vigil = new Vigil(config.joinTimeout(), info.deadline(), config.callTimeout());
  }

  /**
   * Connects to a coordinator that is, or soon will be, answering.
   *
   * @throws IOException if it does not answer within the join timeout
   */
  public static Fleet connect(FleetSetup setup, Recorder recorder, ScenarioContext context)
      throws IOException, InterruptedException {
    ClientOptions options =
        ClientOptions.defaults()
            .withName("fedbench-control")
            .withMaxResponseBytes(FleetProving.MAX_KEY_BYTES);
    RpcClient control = setup.config().transport().connect(setup.endpoint(), options);
    try {
      Info info = Readiness.await(control, setup, context);
      Caller caller = new Caller(control, setup.config().callTimeout());
      Optional<FleetProving> proving =
          FleetProving.agree(setup, info.proofs(), caller, recorder, context);
      return new Fleet(setup, control, info, proving, recorder, context);
    } catch (IOException e) {
      control.close();
      writeOffAll(setup, recorder, context, e.getMessage());
      throw e;
    } catch (InterruptedException | RuntimeException e) {
      control.close();
      throw e;
    }
  }

  /** There is nobody to join: each client has failed its first turn. */
  private static void writeOffAll(
      FleetSetup setup, Recorder recorder, ScenarioContext context, String why) {
    Refusal refusal =
        context.cancelled()
            ? new Refusal(Cause.CANCELLED, "the run was cancelled")
            : new Refusal(Cause.UNAVAILABLE, why);
    int slots = setup.credentials().size();
    Ledger ledger = new Ledger(recorder, context, slots, slots);
    for (int slot = 0; slot < slots; slot++) {
      ledger.failed(ledger.begin(setup.credentials().id(slot), slot, 1), refusal);
    }
    ledger.close(slots, turn -> refusal);
  }

  /** Turns that are to be expected, as far as this side knows the policy. */
  private static long turns(FederatedConfig config, Info info, int slots) {
    boolean ours = config.coordinator() instanceof CoordinatorAddress.Local;
    if (ours && config.policy() instanceof RoundPolicy.Synchronous rounds) {
      long selected = (long) Math.ceil(rounds.fraction() * slots);
      return Math.max(selected, rounds.minClients()) * info.turns();
    }
    return (long) slots * info.turns();
  }

  /**
   * Runs until the coordinator says that the run is over, or is lost, or the run is cancelled.
   *
   * @param allJoined called once every client has joined, or failed to
   * @return why the run failed, empty if it did not
   */
  public String run(Runnable allJoined) throws InterruptedException, IOException {
    context.onCancel(this::cancel);
    int slots = setup.credentials().size();
    boolean shared = config.connections().effective(slots) == Connections.SHARED;
    Optional<Link> common =
        shared ? Optional.of(connect(0, slots, config.parallelism())) : Optional.empty();
    long start = System.nanoTime();
    for (int i = Math.min(config.parallelism(), slots); i > 0; i--) {
      submit(
          () -> {
            for (int slot = next.getAndIncrement(); slot < slots; slot = next.getAndIncrement()) {
              awaitRampUp(slot, start);
              enter(slot, common, allJoined);
            }
          });
    }
    String failure = vigil.await(workers::idle);
    workers.drain();
    if (!context.cancelled()) {
      writeOffMissing(slots);
    }
    lost.forEach((link, why) -> crew.lost(link, new Refusal(Cause.UNAVAILABLE, why)));
    givenUp.ifPresent(this::writeOffTurns);
    int successes = ledger.close(slots, this::unfinished);
    awaitAnswers();
    if (failure.isEmpty() && successes < config.policy().minClients()) {
      return "updates of only %d clients were accepted; at least %d are needed"
          .formatted(successes, config.policy().minClients());
    }
    return failure;
  }

  /** Clients that never got to connect: the run was over while all workers were held up. */
  private void writeOffMissing(int slots) {
    for (int slot = next.getAndIncrement(); slot < slots; slot = next.getAndIncrement()) {
      crew.writeOff(slot, over());
    }
  }

  /** Clients whose turns were still to come. */
  private void writeOffTurns(Refusal why) {
    synchronized (links) {
      links.forEach(link -> crew.lost(link, why));
    }
  }

  /** Why a turn that is still under way has failed. */
  private Refusal unfinished(Ledger.Turn turn) {
    Duration deadline = info.deadline();
    boolean late = System.nanoTime() - turn.startNanos() >= deadline.toNanos();
    if (late && info.synchronous() && !context.cancelled()) {
      return new Refusal(
          Cause.LATE,
          "not done when its round was over, %d ms after it began".formatted(deadline.toMillis()));
    }
    return over();
  }

  private Refusal over() {
    if (context.cancelled()) {
      return new Refusal(Cause.CANCELLED, "the run was cancelled");
    }
    return givenUp
        .or(this::gone)
        .orElseGet(
            () -> new Refusal(Cause.FINISHED, "the run was over before this client was done"));
  }

  /** Why the coordinator is gone, if it is: every link to it was lost. */
  private Optional<Refusal> gone() {
    synchronized (links) {
      return lost.size() < links.size()
          ? Optional.empty()
          : lost.values().stream().findFirst().map(why -> new Refusal(Cause.UNAVAILABLE, why));
    }
  }

  /** What went out last is answered before anyone counts messages. */
  private void awaitAnswers() throws InterruptedException {
    boolean waits = !context.cancelled() && givenUp.isEmpty();
    int missing = outbox.await(waits ? config.callTimeout() : Duration.ZERO);
    if (missing > 0 && waits) {
      context.warn("the coordinator left %d messages without an answer".formatted(missing));
    }
  }

  /** A client connects and joins; in the asynchronous form it also makes its passes. */
  private void enter(int slot, Optional<Link> common, Runnable allJoined)
      throws InterruptedException {
    Optional<Link> joined;
    try {
      joined = join(slot, common);
    } finally {
      if (entered.incrementAndGet() == setup.credentials().size()) {
        vigil.allEntered();
        allJoined.run();
      }
    }
    if (joined.isEmpty()) {
      return;
    }
    Link link = joined.get();
    if (info.synchronous()) {
      link.summons().ifPresent(summons -> submit(() -> summons.joined(slot)));
      return;
    }
    awaitFirstModel(link);
    for (int pass = 1; pass <= info.turns() && crew.pass(slot, pass, link); pass++) {
      vigil.news();
    }
  }

  private Optional<Link> join(int slot, Optional<Link> common) throws InterruptedException {
    Optional<Link> link = common.isPresent() ? common : crew.attempt(slot, () -> linkOrFail(slot));
    if (link.isPresent() && !crew.join(slot, link.get())) {
      if (common.isEmpty()) {
        vigil.done(link.get());
        link.get().close();
      }
      return Optional.empty();
    }
    return link;
  }

  private Link linkOrFail(int slot) throws TurnFailedException {
    try {
      return connect(slot, 1, 1);
    } catch (IOException | RuntimeException e) { // a transport's own failure is this client's alone
      throw new TurnFailedException(Caller.cause(e));
    }
  }

  private Link connect(int firstSlot, int slots, int connections) throws IOException {
    ClientOptions options =
        ClientOptions.defaults()
            .withName(slots == 1 ? "fedbench-client-" + firstSlot : "fedbench-clients")
            .withMaxConnections(connections)
            .withMaxResponseBytes(MAX_MODEL_BYTES);
    RpcClient client = config.transport().connect(setup.endpoint(), options);
    Link link = new Link(firstSlot, slots, client, config.callTimeout(), outbox, this);
    synchronized (links) {
      links.add(link);
    }
    vigil.watch(link);
    try {
      link.subscribe();
    } catch (RuntimeException e) {
      vigil.done(link);
      throw e;
    }
    return link;
  }

  private void awaitFirstModel(Link link) throws InterruptedException {
    try {
      link.first().get(config.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      context.warn("the coordinator announced no model within " + config.callTimeout());
    } catch (ExecutionException e) {
      // The link is lost, and the pass will say so.
    }
  }

  private void awaitRampUp(int slot, long startNanos) throws InterruptedException {
    long due = startNanos + slot / config.rampUp().batch() * config.rampUp().pause().toNanos();
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  @Override
  public void instructed(Link link, Announcement announcement, VersionedModel model) {
    vigil.news();
    switch (announcement.kind()) {
      case FIT -> {
        // Made here: work that held on to the announcement would hold on to the model's bytes.
        ClientTurn.Instruction instruction =
            new ClientTurn.Instruction(announcement.round(), announcement.nonce(), model);
        each(link, announcement.selection(), slot -> crew.fit(slot, instruction, link));
      }
      case EVALUATE ->
          each(link, announcement.selection(), slot -> crew.evaluate(slot, model, link));
      case OPEN -> {}
      case FINISHED -> vigil.finished(link, announcement.text());
    }
  }

  /** Has the workers do something with each selected client of a link. */
  private void each(Link link, Selection selection, Workers.SlotWork work) {
    Summons summons = new Summons(selection, crew, work);
    link.summon(summons);
    AtomicInteger next = new AtomicInteger(link.firstSlot());
    int end = link.firstSlot() + link.slots();
    for (int i = Math.min(config.parallelism(), link.slots()); i > 0; i--) {
      submit(
          () -> {
            for (int slot = next.getAndIncrement(); slot < end; slot = next.getAndIncrement()) {
              summons.reach(slot);
              vigil.news();
            }
          });
    }
  }

  private void submit(Workers.Work work) {
    workers
        .submit(work)
        .exceptionally(
            thrown -> {
              context.warn("a worker broke: " + thrown);
              return null;
            });
  }

  @Override
  public void lost(Link link, String why) {
    if (vigil.lost(link, why)) {
      lost.put(link, why);
      context.warn("the coordinator was lost: " + why);
    }
  }

  private void cancel() {
    vigil.cancel();
    workers.stop();
  }

  /** Something has happened that no client may go on after. Called by a worker. */
  private void giveUp(Refusal why) {
    synchronized (vigil) { // the first reason counts
      if (givenUp.isEmpty()) {
        givenUp = Optional.of(why);
        vigil.giveUp(why.text());
      }
    }
    workers.stop();
  }

  /** What the coordinator measured, if it still answers; in the name of any client that joined. */
  public Optional<RunReport> fetchReport() throws InterruptedException {
    Optional<Member> member;
    synchronized (links) {
      member = links.stream().map(Link::member).flatMap(Optional::stream).findFirst();
    }
    if (member.isEmpty()) {
      context.warn("the coordinator's report is missing: no client had joined");
      return Optional.empty();
    }
    try {
      Caller caller = new Caller(control, config.callTimeout());
      return Optional.of(caller.call(Method.REPORT, member.get().encode(), RunReport::decode));
    } catch (TurnFailedException e) {
      context.warn("the coordinator's report is missing: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** What all connections sent and received. */
  public List<WireStats> wireStats() {
    List<WireStats> all = new ArrayList<>();
    all.add(control.stats());
    synchronized (links) {
      links.forEach(link -> all.add(link.stats()));
    }
    return all;
  }

  /** Ends threads, connections and clients. Idempotent. */
  @Override
  public void close() {
    workers.close();
    synchronized (links) {
      links.forEach(Link::close);
    }
    control.close();
    crew.close();
    proving.ifPresent(FleetProving::close);
  }
}
