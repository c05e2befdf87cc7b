package dev.fedbench.core.suite.proof;

import dev.fedbench.metric.ProofMetrics;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.Statement;
import dev.fedbench.result.Outcome;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures one point. What is made once, keys and the first proof, is made when it first runs. */
final class ProofTrial implements Trial {

  /** Until the compiler has settled, nearly; at least one proof. */
  private static final double WARM_UP_SECONDS = 1;

  private static final int BATCHES = 3;

  /** Proofs that are kept to be verified together. */
  private static final int MOST_KEPT = 100;

  private static final long STEPS_BEFORE = 2;

  private final ProofPoint point;
  private final ProofSystem system;
  private final int batch;
  private final ScenarioContext context;
  private final List<List<Statement>> statements = new ArrayList<>();
  private final List<Proof> proofs = new ArrayList<>();
  private Optional<Prepared> prepared = Optional.empty();
  private boolean told;
  private boolean incorrect;
  private long proved;
  private long tried;

  private record Prepared(
      Keys keys, UpdateSource updates, double setupSeconds, double firstSeconds, long keyBytes) {}

  ProofTrial(ProofPoint point, ProofSystem system, int batch, ScenarioContext context) {
    this.point = point;
    this.system = system;
    this.batch = batch;
    this.context = context;
  }

  @Override
  public void warmUp(Recorder discarding) throws Exception {
    Prepared ready = prepared();
    Stopwatch watch = new Stopwatch();
    while (goesOn()) {
      measure(ready, discarding);
      if (watch.seconds() >= WARM_UP_SECONDS) {
        return;
      }
    }
  }

  @Override
  public void iterate(Recorder recorder) throws Exception {
    Prepared ready = prepared();
    if (!goesOn()) {
      return;
    }
    if (!told) {
      told = true;
      tellOnce(ready, recorder);
    }
    measure(ready, recorder);
    context.progress(proved, proved, "%s %d: updates proved".formatted(point.word(), point.size()));
  }

  private boolean goesOn() {
    return !incorrect && !context.cancelled();
  }

  private Prepared prepared() throws Exception {
    if (prepared.isEmpty()) {
      prepared = Optional.of(prepare());
    }
    return prepared.get();
  }

  private Prepared prepare() throws Exception {
    String what = point.word() + " " + point.size();
    context.progress(0, STEPS_BEFORE, what + ": making keys");
    Stopwatch setup = new Stopwatch();
    Keys keys = system.setup(system.circuit(point.spec()));
    double setupSeconds = setup.seconds();
    context.progress(1, STEPS_BEFORE, what + ": first proof, and false ones");
    UpdateSource updates = new UpdateSource(point, keys, context.seed());
    Claim claim = updates.next();
    Stopwatch first = new Stopwatch();
    Proof proof = keys.generator().prove(claim);
    double firstSeconds = first.seconds();
    new ProofGate(keys.verifier()).wrong(claim, proof, updates.next()).ifPresent(this::incorrect);
    context.progress(STEPS_BEFORE, STEPS_BEFORE, what + ": ready");
    return new Prepared(keys, updates, setupSeconds, firstSeconds, bytes(keys));
  }

  private void incorrect(String reason) {
    incorrect = true;
    context.qualify(
        Outcome.INCORRECT, "%s: %s".formatted(system.circuit(point.spec()).id(), reason));
  }

  /** Counted, not kept: keys may be large. */
  private static long bytes(Keys keys) throws IOException {
    long[] count = new long[1];
    keys.write(
        new OutputStream() {
          @Override
          public void write(int b) {
            count[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            count[0] += length;
          }
        });
    return count[0];
  }

  private void tellOnce(Prepared ready, Recorder recorder) {
    recorder.record(ProofMetrics.SETUP, ready.setupSeconds);
    recorder.record(ProofMetrics.FIRST_PROOF, ready.firstSeconds);
    recorder.record(ProofMetrics.KEY_BYTES, ready.keyBytes);
    recorder.record(
        ProofMetrics.VERIFICATION_KEY_BYTES,
        ready.keys.verificationKeyJson().getBytes(StandardCharsets.UTF_8).length);
    recorder.record(ProofMetrics.CONSTRAINTS, ready.keys.circuit().constraints());
  }

  private void measure(Prepared ready, Recorder recorder) throws Exception {
    Claim claim = ready.updates.next();
    ProverTimes times = new ProverTimes();
    HeapPeak.reset();
    tried++;
    Proof proof;
    try {
      proof = ready.keys.generator().prove(claim, times);
    } catch (ProofException e) {
      incorrect("there is no proof of a true claim: " + e.getMessage());
      return;
    }
    long peak = HeapPeak.bytes();
    List<Statement> claimed = claim.statements();
    Stopwatch verifying = new Stopwatch();
    boolean valid = ready.keys.verifier().verify(claimed, proof);
    double verifySeconds = verifying.seconds();
    if (!valid) {
      incorrect("a proof of a true claim is not verified");
      return;
    }
    verifying.record(recorder, ProofMetrics.VERIFY, ProofMetrics.VERIFY_CPU, 1);
    proved++;
    times.record(recorder);
    recorder.record(ProofMetrics.PEAK_MEMORY, peak);
    recorder.record(ProofMetrics.PROOF_BYTES, proof.size());
    recorder.row(row(proof, times, verifySeconds, peak));
    if (proofs.size() < MOST_KEPT) {
      statements.add(claimed);
      proofs.add(proof);
    }
  }

  private Row row(Proof proof, ProverTimes times, double verifySeconds, long peak) {
    return Row.builder("proof")
        .column("kind", point.word())
        .column("size", point.size())
        .column("parts", proof.parts().size())
        .column("witness_s", times.witnessSeconds())
        .column("prove_s", times.proveSeconds())
        .column("verify_s", verifySeconds)
        .column("bytes", proof.size())
        .column("peak_bytes", peak)
        .build();
  }

  /** Together: those that were made, over again until there are as many. */
  @Override
  public void conclude(Recorder recorder) {
    if (incorrect || proofs.isEmpty()) {
      return;
    }
    recorder.record(ProofMetrics.SUCCESS_RATE, (double) proved / tried);
    List<List<Statement>> theirs = new ArrayList<>();
    List<Proof> many = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      theirs.add(statements.get(i % proofs.size()));
      many.add(proofs.get(i % proofs.size()));
    }
    for (int i = 0; i < BATCHES && goesOn(); i++) {
      context.progress(i, BATCHES, "%d verified together".formatted(batch));
      Stopwatch watch = new Stopwatch();
      boolean all = prepared.orElseThrow().keys.verifier().verifyAll(theirs, many);
      watch.record(recorder, ProofMetrics.BATCH_VERIFY, ProofMetrics.BATCH_VERIFY_CPU, batch);
      if (!all) {
        incorrect("proofs that are verified one by one are not together");
      }
    }
  }
}
