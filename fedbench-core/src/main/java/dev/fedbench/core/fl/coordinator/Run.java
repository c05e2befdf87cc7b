package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Receipt;
import dev.fedbench.core.fl.wire.RunReport;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.core.fl.wire.Turn;
import dev.fedbench.fl.KeptUpdate;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.RpcServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One run of a coordinator: the only owner of its lock. Thread-safe. */
final class Run {

  /** Binds the server that is to answer for this run. */
  interface Binding {
    RpcServer bind() throws IOException;
  }

  /** A change of the run's state. */
  private interface Change<T, E extends Exception> {
    T make(Form form) throws E;
  }

  /** Who sent an update over FedZK's API, where nobody says who they are. */
  private static final String OUTSIDE = "outside";

  private final Object lock = new Object();
  private final CoordinatorPolicy policy;
  private final byte[] runId = random(16);
  private final byte[] coordinatorId;
  private final Roster roster;
  private final GlobalModel model;
  private final Optional<ProofCheck> proofCheck;
  private final Rejections rejections = new Rejections();
  private final SampleLog log = new SampleLog();
  private final CoordinatorObserver observer;
  private final LongSupplier nanoTime;
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final CountDownLatch reported = new CountDownLatch(1);

  private long accepted;

  /**
   * Set by {@link #open}: the server needs this run to answer, and the run the server to announce.
   */
  private Optional<Floor> floor = Optional.empty();

  private Optional<Form> form = Optional.empty();

  Run(
      CoordinatorPolicy policy,
      byte[] coordinatorId,
      Enrolment enrolment,
      Optional<Tensors> initialModel,
      CoordinatorObserver observer,
      LongSupplier nanoTime) {
    this.policy = policy;
    this.coordinatorId = coordinatorId;
    this.observer = observer;
    this.nanoTime = nanoTime;
    if (policy.proofs().isPresent()
        && policy.proofs().get().keys().circuit().spec().values()
            != initialModel.map(model -> model.values().length).orElse(0)) {
      throw new IllegalArgumentException("proofs: the circuit is for updates of another size");
    }
    roster = new Roster(enrolment);
    model =
        new GlobalModel(
            policy.aggregator(), initialModel, (made, version) -> observer.model(version, made));
    int processors = Runtime.getRuntime().availableProcessors();
    proofCheck = policy.proofs().map(demand -> new ProofCheck(demand, processors));
  }

  /**
   * Clients may join from now on. Binding is part of it: a call that comes before the end of this
   * waits for the lock.
   */
  RpcServer open(Binding binding) throws IOException {
    synchronized (lock) {
      RpcServer server = binding.bind();
      CoordinatorObserver both =
          new CoordinatorObserver() {
            @Override
            public void sample(Metric metric, double value) {
              log.sample(metric, value);
              observer.sample(metric, value);
            }

            @Override
            public void round(RoundRow row) {
              log.round(row);
              observer.round(row);
            }
          };
      Floor ground = new Floor(policy, roster, model, server, both, nanoTime, ended::complete);
      Nonces nonces = new Nonces();
      Form made =
          policy.rounds() instanceof RoundPolicy.Synchronous synchronous
              ? new SynchronousForm(synchronous, policy, ground, nonces)
              : new AsynchronousForm(
                  (RoundPolicy.Asynchronous) policy.rounds(), policy, ground, nonces);
      floor = Optional.of(ground);
      form = Optional.of(made);
      made.open();
      return server;
    }
  }

  // --- what needs no lock

  byte[] runId() {
    return runId;
  }

  byte[] coordinatorId() {
    return coordinatorId;
  }

  Roster roster() {
    return roster;
  }

  GlobalModel model() {
    return model;
  }

  Optional<ProofDemand> proofs() {
    return policy.proofs();
  }

  /** One for all that comes: what queues up is verified together. */
  Optional<ProofCheck> proofCheck() {
    return proofCheck;
  }

  Rejections rejections() {
    return rejections;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** Completes with why the run failed; with an empty text if it did not. */
  CompletableFuture<String> ended() {
    return ended;
  }

  // --- calls of clients

  Info info() {
    synchronized (lock) {
      return new Info(
          runId,
          coordinatorId,
          policy.rounds() instanceof RoundPolicy.Synchronous,
          policy.rounds().turns(),
          roster.enrolment().size(),
          policy.signatures(),
          policy.rounds().deadline(),
          form.map(Form::over).orElse(false),
          policy.proofs().map(ProofDemand::terms));
    }
  }

  Member join(int index) throws RefusedException {
    return change(
        run -> {
          if (run.over()) {
            throw Floor.over();
          }
          if (roster.join(index)) {
            run.joined();
          }
          return roster.member(index);
        });
  }

  Turn begin(int index) throws RefusedException {
    return change(
        run -> {
          roster.heard(index);
          return run.begin(index);
        });
  }

  void admit(int index, Submission submission) throws RefusedException {
    synchronized (lock) {
      roster.heard(index);
      form().admit(submission);
    }
  }

  /** Takes an update that passed its checks, which took so long. */
  Receipt accept(Submission submission, CheckedUpdate update, long verificationNanos)
      throws RefusedException {
    return change(
        run -> {
          run.admit(submission); // what was true before the checks may not be true after them
          model.add(submission.frame(), update, submission.examples());
          floor().verified(update);
          keep(
              roster.enrolment().id(submission.member().index()),
              submission.round(),
              submission.baseVersion(),
              submission.examples(),
              update);
          accepted++;
          boolean aggregated = run.accepted(submission);
          return new Receipt(aggregated, model.version(), verificationNanos);
        });
  }

  /** Before the update becomes part of a model, so that whoever keeps both has them in order. */
  private void keep(
      String client, long round, long baseVersion, long examples, CheckedUpdate update) {
    if (observer.wantsUpdates()) {
      observer.accepted(
          new KeptUpdate(client, round, baseVersion, examples),
          new Tensors(model.layout().orElseThrow(), update.toFloats()));
    }
  }

  /** The current model's message, shared. */
  Optional<ByteBuffer> currentModel() {
    synchronized (lock) {
      return model.message();
    }
  }

  void acknowledged(int index, long version) {
    long nanos = now();
    synchronized (lock) {
      // No sign of life: who acknowledges and never answers would hold up every round.
      floor().updates.acknowledged(index, version, nanos);
    }
  }

  void evaluated(int index, Evaluated evaluated) {
    step(
        run -> {
          roster.heard(index);
          run.evaluated(index, evaluated);
        });
  }

  void abandoned(int index, int round) {
    step(
        run -> {
          roster.heard(index);
          run.abandoned(index, round);
        });
  }

  // --- updates from outside the protocol

  /** Takes an unsigned update: a tensor frame, for one example. */
  OpenAnswer acceptOutside(ByteBuffer frame) {
    try {
      if (policy.proofs().isPresent()) {
        throw new RefusedException(Cause.UNPROVEN, "updates must carry a proof here");
      }
      FloatBuffer values = model.values(frame);
      UpdateCheck.finite(values);
      return change(
          run -> {
            AsynchronousForm open = open(run);
            CheckedUpdate update = new CheckedUpdate.Plain(values);
            model.add(frame, update, 1);
            keep(OUTSIDE, accepted, model.version(), 1, update);
            accepted++;
            return answer(open.acceptedOutside());
          });
    } catch (RefusedException e) {
      rejections.count(e.refusal().cause());
      return new OpenAnswer.Refused(e.refusal());
    }
  }

  /** Takes a proven update. */
  OpenAnswer acceptOutside(Tensors delta, OutsideUpdate with, long maxExamples) {
    try {
      UpdateCheck.examples(with.examples(), maxExamples);
      synchronized (lock) {
        open(form()).admitOutside(with); // before the costly checks: a replay costs nothing
      }
      OutsideCheck check =
          new OutsideCheck(
              runId,
              policy.proofs().orElseThrow(),
              proofCheck.orElseThrow(),
              model.layout().orElseThrow());
      CheckedUpdate.Proven update = check.check(delta, with);
      return change(
          run -> {
            AsynchronousForm open = open(run);
            open.admitOutside(with);
            model.add(update, with.examples());
            floor().verified(update);
            keep(OUTSIDE, accepted, model.version(), with.examples(), update);
            accepted++;
            open.noteOutside(with);
            return answer(open.acceptedOutside());
          });
    } catch (RefusedException e) {
      rejections.count(e.refusal().cause());
      return new OpenAnswer.Refused(e.refusal());
    }
  }

  private static AsynchronousForm open(Form run) throws RefusedException {
    if (run.over()) {
      throw Floor.over();
    }
    if (run instanceof AsynchronousForm open) {
      return open;
    }
    throw new RefusedException(
        Cause.WRONG_ROUND, "this run has synchronous rounds, which take no updates from outside");
  }

  private OpenAnswer answer(boolean aggregated) {
    return new OpenAnswer.Accepted(
        model.version(), aggregated ? Optional.of(model.lastStep()) : Optional.empty());
  }

  // --- calls of the coordinator itself

  CoordinatorStatus status() {
    synchronized (lock) {
      return new CoordinatorStatus(
          model.pending(),
          model.version(),
          accepted,
          rejections.byCause(),
          model.log().count(),
          model.log().entries());
    }
  }

  void joiningClosed() {
    step(Form::joiningClosed);
  }

  void tick() {
    step(run -> run.tick(now()));
  }

  void abort(String reason) {
    synchronized (lock) {
      form().abort(reason);
    }
  }

  /** What was measured so far, for a harness in another process. */
  RunReport fetchReport() {
    if (ended.isDone()) {
      reported.countDown();
    }
    return report();
  }

  void awaitReported(Duration patience) throws InterruptedException {
    reported.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  RunReport report() {
    synchronized (lock) {
      return new RunReport(
          log.rounds(), rejections.byCause(), log.samples(), log.leftOut(), model.pending());
    }
  }

  /**
   * Changes the run. What breaks in there, such as a host's aggregator, ends the run: half a change
   * cannot be taken back.
   */
  private <T, E extends Exception> T change(Change<T, E> change) throws E {
    synchronized (lock) {
      Form run = form();
      try {
        return change.make(run);
      } catch (RuntimeException | Error e) {
        run.abort("the coordinator broke: " + e);
        throw e;
      }
    }
  }

  private void step(Consumer<Form> step) {
    change(
        run -> {
          step.accept(run);
          return run;
        });
  }

  private Form form() {
    return form.orElseThrow(() -> new IllegalStateException("the run is not open"));
  }

  private Floor floor() {
    return floor.orElseThrow(() -> new IllegalStateException("the run is not open"));
  }

  private static byte[] random(int bytes) {
    byte[] id = new byte[bytes];
    new SecureRandom().nextBytes(id);
    return id;
  }
}
