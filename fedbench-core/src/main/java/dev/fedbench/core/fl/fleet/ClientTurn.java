package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Receipt;
import dev.fedbench.core.fl.wire.Refusal;
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

/** One client's turn: fit, sign, submit; timed around the hooks, never inside them. */
final class ClientTurn {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What a client needs to submit. */
  record Instruction(int round, byte[] nonce, VersionedModel model) {}

  private record Header(TensorLayout layout, byte[] bytes) {}

  private final Info info;
  private volatile Header header =
      new Header(TensorLayout.EMPTY, TensorFrame.header(TensorLayout.EMPTY));

  ClientTurn(Info info) {
    this.info = info;
  }

  /**
   * Runs the turn and writes down what became of it.
   *
   * @throws TurnFailedException after the failure was written down
   */
  void run(
      Client client,
      int slot,
      Member member,
      Optional<ClientKey> key,
      Instruction instruction,
      Caller caller,
      Ledger ledger,
      Ledger.Turn turn)
      throws TurnFailedException, InterruptedException {
    OptionalDouble training = OptionalDouble.empty();
    OptionalDouble trainingCpu = OptionalDouble.empty();
    OptionalDouble submission = OptionalDouble.empty();
    long examples = 0;
    long start = turn.startNanos();
    try {
      long cpuBefore = THREADS.getCurrentThreadCpuTime();
      long fitStart = System.nanoTime();
      Update update = fit(client, instruction);
      long fitEnd = System.nanoTime();
      training = seconds(fitEnd - fitStart);
      trainingCpu = seconds(THREADS.getCurrentThreadCpuTime() - cpuBefore);
      examples = update.examples();
      ByteBuffer body = encode(update, member, turn.client(), key, instruction);
      long submitStart = System.nanoTime();
      Receipt receipt = caller.call(Method.SUBMIT, body, Receipt::decode);
      long end = System.nanoTime();
      submission = seconds(end - submitStart);
      Phases phases =
          new Phases(
              training,
              trainingCpu,
              OptionalDouble.empty(),
              submission,
              seconds(receipt.verificationNanos()),
              seconds(end - start));
      ledger.accepted(slot, turn, examples, phases, receipt);
    } catch (TurnFailedException e) {
      Phases phases =
          new Phases(
              training,
              trainingCpu,
              OptionalDouble.empty(),
              submission,
              OptionalDouble.empty(),
              seconds(System.nanoTime() - start));
      ledger.failed(turn, examples, phases, e.refusal());
      throw e;
    }
  }

  private Update fit(Client client, Instruction instruction)
      throws TurnFailedException, InterruptedException {
    VersionedModel model = instruction.model;
    try {
      Update update =
          client.fit(new FitRequest(instruction.round, model.version(), model.tensors()));
      if (update == null) {
        throw new TurnFailedException(Cause.CLIENT_ERROR, "fit returned null");
      }
      return update;
    } catch (TurnFailedException | InterruptedException e) {
      throw e;
    } catch (Throwable e) { // whatever a host's code throws, the others go on
      throw new TurnFailedException(new Refusal(Cause.CLIENT_ERROR, "fit: " + e));
    }
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
