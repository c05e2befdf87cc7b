package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
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
 * A client's turn in two steps: train and sign, which takes the client, and submit, which does not;
 * timed around the hooks, never inside them.
 */
final class ClientTurn {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What a client needs to submit. */
  record Instruction(int round, byte[] nonce, VersionedModel model) {}

  /** A submission ready to go, and what its training took. */
  record Prepared(ByteBuffer body, long examples, long trainingNanos, long trainingCpuNanos) {}

  private record Header(TensorLayout layout, byte[] bytes) {}

  private final Info info;
  private final HostCode host;
  private volatile Header header =
      new Header(TensorLayout.EMPTY, TensorFrame.header(TensorLayout.EMPTY));

  ClientTurn(Info info, HostCode host) {
    this.info = info;
    this.host = host;
  }

  /** Has the client train, and signs what comes of it. */
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
    ByteBuffer body = encode(update, member, clientId, key, instruction);
    return new Prepared(body, update.examples(), end - start, cpu);
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
      ledger.accepted(slot, turn, prepared.examples, phases, receipt);
    } catch (TurnFailedException e) {
      Phases phases = phases(prepared, turn, start, System.nanoTime(), OptionalDouble.empty());
      ledger.failed(turn, prepared.examples, phases, e.refusal());
      throw e;
    }
  }

  private static Phases phases(
      Prepared prepared, Ledger.Turn turn, long start, long end, OptionalDouble verification) {
    return new Phases(
        seconds(prepared.trainingNanos),
        seconds(prepared.trainingCpuNanos),
        OptionalDouble.empty(),
        seconds(end - start),
        verification,
        seconds(end - turn.startNanos()));
  }

  private ByteBuffer encode(
      Update update,
      Member member,
      String clientId,
      Optional<ClientKey> key,
      Instruction instruction) {
    long base = instruction.model.version();
    boolean signed = info.signatures() && key.isPresent();
    return Submission.encode(
        member,
        instruction.round,
        instruction.nonce,
        base,
        update.examples(),
        header(update.delta().layout()),
        update.delta(),
        signed ? ClientKey.SIGNATURE_BYTES : 0,
        frame ->
            key.orElseThrow()
                .sign(
                    SignedMessage.submission(
                        info.runId(),
                        info.coordinatorId(),
                        instruction.round,
                        instruction.nonce,
                        base,
                        clientId,
                        update.examples(),
                        frame)));
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
