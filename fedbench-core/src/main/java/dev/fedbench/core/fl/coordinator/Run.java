package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.identity.Enrolment;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Model;
import dev.fedbench.core.fl.wire.RunReport;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.core.fl.wire.Turn;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.RpcServer;
import java.nio.FloatBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** One run of a coordinator: the only owner of its lock. Thread-safe. */
final class Run {

  private final Object lock = new Object();
  private final CoordinatorPolicy policy;
  private final byte[] runId = random(16);
  private final byte[] coordinatorId;
  private final Roster roster;
  private final GlobalModel model;
  private final Rejections rejections = new Rejections();
  private final SampleLog log = new SampleLog();
  private final CoordinatorObserver observer;
  private final LongSupplier nanoTime;
  private final CompletableFuture<String> ended = new CompletableFuture<>();

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
    roster = new Roster(enrolment);
    model = new GlobalModel(policy.aggregator(), initialModel);
  }

  /** Clients may join from now on. */
  void open(RpcServer server) {
    synchronized (lock) {
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
          form.map(Form::over).orElse(false));
    }
  }

  Member join(int index) throws RefusedException {
    synchronized (lock) {
      if (form().over()) {
        throw Floor.over();
      }
      if (roster.join(index)) {
        form().joined();
      }
      return roster.member(index);
    }
  }

  Turn begin(int index) throws RefusedException {
    synchronized (lock) {
      roster.heard(index);
      return form().begin(index);
    }
  }

  void admit(int index, Submission submission) throws RefusedException {
    synchronized (lock) {
      roster.heard(index);
      form().admit(submission);
    }
  }

  boolean accept(int index, Submission submission, FloatBuffer values) throws RefusedException {
    synchronized (lock) {
      form().admit(submission); // what was true before the checks may not be true after them
      model.add(submission.frame(), values, submission.examples());
      return form().accepted(submission);
    }
  }

  long modelVersion() {
    synchronized (lock) {
      return model.version();
    }
  }

  Optional<Model> currentModel() {
    synchronized (lock) {
      return model.frame().map(frame -> new Model(model.version(), frame));
    }
  }

  void acknowledged(int index, long version) {
    long nanos = now();
    synchronized (lock) {
      roster.heard(index);
      floor().updates.acknowledged(version, nanos);
    }
  }

  void evaluated(int index, Evaluated evaluated) {
    synchronized (lock) {
      roster.heard(index);
      form().evaluated(index, evaluated);
    }
  }

  void abandoned(int index, int round) {
    synchronized (lock) {
      roster.heard(index);
      form().abandoned(index, round);
    }
  }

  // --- calls of the coordinator itself

  void joiningClosed() {
    synchronized (lock) {
      form().joiningClosed();
    }
  }

  void tick() {
    synchronized (lock) {
      try {
        form().tick(now());
      } catch (RuntimeException e) { // a timer that throws is silent for ever
        form().abort("the coordinator broke: " + e);
        throw e;
      }
    }
  }

  void abort(String reason) {
    synchronized (lock) {
      form().abort(reason);
    }
  }

  RunReport report() {
    synchronized (lock) {
      return new RunReport(log.rounds(), rejections.byCause(), log.samples(), model.pending());
    }
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
