package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Payload;
import dev.fedbench.core.fl.wire.ProofTerms;
import dev.fedbench.core.fl.wire.ProvenFrame;
import dev.fedbench.core.fl.wire.Receipt;
import dev.fedbench.core.fl.wire.Submission;
import dev.fedbench.core.fl.wire.TensorFrame;
import dev.fedbench.fl.Client;
import dev.fedbench.fl.FitRequest;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.Update;
import dev.fedbench.result.Phases;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A client's turn in two steps: train, prove and sign, which takes the client, and submit, which
 * does not; timed around the hooks, never inside them.
 */
final class ClientTurn {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What a client needs to submit. */
  record Instruction(int round, byte[] nonce, VersionedModel model) {}

  /** A submission ready to go, and what it took. */
  record Prepared(
      ByteBuffer body,
      long examples,
      long trainingNanos,
      long trainingCpuNanos,
      Optional<Proven> proven) {}

  private record Header(TensorLayout layout, byte[] bytes) {}

  private final Info info;
  private final HostCode host;
  private final Optional<UpdateProver> prover;
  private volatile Header header =
      new Header(TensorLayout.EMPTY, TensorFrame.header(TensorLayout.EMPTY));

  ClientTurn(Info info, HostCode host, Optional<UpdateProver> prover) {
    this.info = info;
    this.host = host;
    this.prover = prover;
  }

  /** Has the client train and prove, and signs what comes of it. */
  Prepared prepare(
      Client client,
      String clientId,
      Member member,
      Optional<ClientKey> key,
      Instruction instruction)
      throws TurnFailedException, InterruptedException {
    VersionedModel model = instruction.model;
    FitRequest request = new FitRequest(instruction.round, model.version(), model.tensors());
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    Update update = host.call("fit", () -> client.fit(request));
    long end = System.nanoTime();
    long cpu = THREADS.getCurrentThreadCpuTime() - cpuBefore;
    Optional<Proven> proven = Optional.empty();
    if (prover.isPresent()) {
      proven =
          Optional.of(
              prover
                  .get()
                  .prove(
                      client,
                      info.runId(),
                      instruction,
                      clientId,
                      update.delta(),
                      update.examples()));
    }
    ByteBuffer body = encode(update, proven, member, clientId, key, instruction);
    return new Prepared(body, update.examples(), end - start, cpu, proven);
  }

  /**
   * Submits, and writes down what became of it.
   *
   * @throws TurnFailedException after the failure was written down
   */
  static void submit(Prepared prepared, int slot, Caller caller, Ledger ledger, Ledger.Turn turn)
      throws TurnFailedException, InterruptedException {
    long start = System.nanoTime();
    try {
      Receipt receipt = caller.call(Method.SUBMIT, prepared.body, Receipt::decode);
      long end = System.nanoTime();
      OptionalDouble verification = seconds(receipt.verificationNanos());
      Phases phases = phases(prepared, turn, start, end, verification);
      ledger.accepted(slot, turn, prepared.examples, phases, receipt, prepared.proven);
    } catch (TurnFailedException e) {
      Phases phases = phases(prepared, turn, start, System.nanoTime(), OptionalDouble.empty());
      ledger.failed(turn, prepared.examples, phases, prepared.proven, e.refusal());
      throw e;
    }
  }

  private static Phases phases(
      Prepared prepared, Ledger.Turn turn, long start, long end, OptionalDouble verification) {
    return new Phases(
        seconds(prepared.trainingNanos),
        seconds(prepared.trainingCpuNanos),
        prepared.proven.map(proven -> seconds(proven.nanos())).orElse(OptionalDouble.empty()),
        prepared.proven.map(proven -> seconds(proven.cpuNanos())).orElse(OptionalDouble.empty()),
        seconds(end - start),
        verification,
        seconds(end - turn.startNanos()));
  }

  private ByteBuffer encode(
      Update update,
      Optional<Proven> proven,
      Member member,
      String clientId,
      Optional<ClientKey> key,
      Instruction instruction) {
    byte[] layout = header(update.delta().layout());
    Payload payload =
        proven
            .map(p -> ProvenFrame.payload(p.salt(), p.proof(), layout, p.update()))
            .orElseGet(() -> TensorFrame.payload(layout, update.delta()));
    boolean signed = info.signatures() && key.isPresent();
    return Submission.encode(
        member,
        instruction.round,
        instruction.nonce,
        instruction.model.version(),
        update.examples(),
        payload,
        signed ? ClientKey.SIGNATURE_BYTES : 0,
        frame -> key.orElseThrow().sign(message(update, proven, frame, clientId, instruction)));
  }

  private byte[] message(
      Update update,
      Optional<Proven> proven,
      ByteBuffer frame,
      String clientId,
      Instruction instruction) {
    long base = instruction.model.version();
    if (proven.isEmpty()) {
      return SignedMessage.submission(
          info.runId(),
          info.coordinatorId(),
          instruction.round,
          instruction.nonce,
          base,
          clientId,
          update.examples(),
          frame);
    }
    ProofTerms terms = prover.orElseThrow().terms();
    return SignedMessage.provenSubmission(
        info.runId(),
        info.coordinatorId(),
        instruction.round,
        instruction.nonce,
        base,
        clientId,
        update.examples(),
        terms.circuitId(),
        terms.keyId(),
        proven.get().statements(),
        proven.get().proof());
  }

  /** Clients of one run have one layout, nearly always the same object. */
  private byte[] header(TensorLayout layout) {
    Header last = header;
    if (last.layout != layout) {
      last = new Header(layout, TensorFrame.header(layout));
      header = last;
    }
    return last.bytes;
  }

  private static OptionalDouble seconds(long nanos) {
    return OptionalDouble.of(nanos / 1e9);
  }
}
