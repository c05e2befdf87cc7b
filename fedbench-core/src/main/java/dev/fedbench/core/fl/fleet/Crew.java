package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.SignedMessage;
import dev.fedbench.core.fl.wire.Abandon;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.Evaluated;
import dev.fedbench.core.fl.wire.Info;
import dev.fedbench.core.fl.wire.Join;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Refusal;
import dev.fedbench.core.fl.wire.Turn;
import dev.fedbench.fl.ClientContext;
import dev.fedbench.fl.Evaluation;
import dev.fedbench.suite.ScenarioContext;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/**
 * The clients of a fleet and what each can do: connect, join, fit and submit, evaluate. A slot's
 * client does one thing at a time. Thread-safe.
 */
final class Crew implements AutoCloseable {

  /** Something that may fail because the coordinator cannot be reached just now. */
  interface Attempt<T> {
    T make() throws TurnFailedException, InterruptedException;
  }

  private static final int ATTEMPTS = 4;
  private static final long FIRST_BACKOFF_MILLIS = 100;

  private final FleetSetup setup;
  private final Info info;
  private final HostCode host;
  private final ClientPool pool;
  private final ClientTurn turn;
  private final Ledger ledger;
  private final ScenarioContext context;
  private final int[] indexes;
  private final long[] tokens;
  private final SlotFlags joined;
  private final SlotFlags busy;

  /**
   * The last turn that a slot has begun, 0 before the first; written by who has the slot's turn.
   */
  private final AtomicIntegerArray lastTurn;

  /** Slots whose last turn failed. */
  private final SlotFlags failed;

  /** Is told why the whole run must end. */
  private final Consumer<Refusal> giveUp;

  Crew(
      FleetSetup setup,
      Info info,
      HostCode host,
      Optional<UpdateProver> prover,
      Ledger ledger,
      ScenarioContext context,
      Consumer<Refusal> giveUp) {
    this.setup = setup;
    this.info = info;
    this.host = host;
    this.ledger = ledger;
    this.context = context;
    int slots = setup.credentials().size();
    pool = new ClientPool(setup.factory(), host, slots, context::warn);
    turn = new ClientTurn(info, host, prover);
    this.giveUp = giveUp;
    indexes = new int[slots];
    tokens = new long[slots];
    joined = new SlotFlags(slots);
    busy = new SlotFlags(slots);
    lastTurn = new AtomicIntegerArray(slots);
    failed = new SlotFlags(slots);
  }

  /**
   * Makes an attempt, and more of them with jitter while the coordinator cannot be reached.
   *
   * @return empty if none came to anything; that is written down
   */
  <T> Optional<T> attempt(int slot, Attempt<T> attempt) throws InterruptedException {
    Ledger.Turn begun = ledger.begin(id(slot), slot, 1);
    SplittableRandom jitter = new SplittableRandom(Seeds.of(setup.seed(), ~slot));
    for (int tries = 1; ; tries++) {
      try {
        T result = attempt.make();
        ledger.drop(begun);
        return Optional.of(result);
      } catch (TurnFailedException e) {
        boolean passing =
            e.refusal().cause() == Cause.UNAVAILABLE || e.refusal().cause() == Cause.TIMEOUT;
        if (!passing || tries == ATTEMPTS || context.cancelled()) {
          ledger.failed(begun, e.refusal());
          return Optional.empty();
        }
        ledger.retried();
        long backoff = FIRST_BACKOFF_MILLIS << tries - 1;
        Thread.sleep(backoff / 2 + jitter.nextLong(backoff));
      }
    }
  }

  /** Joins. Returns whether the coordinator let it. */
  boolean join(int slot, Link link) throws InterruptedException {
    Optional<Member> member =
        attempt(slot, () -> link.caller().call(Method.JOIN, joinRequest(slot), Member::decode));
    member.ifPresent(
        as -> {
          indexes[slot] = as.index();
          tokens[slot] = as.token();
          joined.set(slot);
          link.joined(as);
        });
    return member.isPresent();
  }

  /** The client never got its turn. */
  void writeOff(int slot, Refusal refusal) {
    ledger.failed(ledger.begin(id(slot), slot, 1), refusal);
  }

  private ByteBuffer joinRequest(int slot) {
    byte[] signature =
        setup
            .credentials()
            .key(slot)
            .filter(key -> info.signatures())
            .map(key -> key.sign(SignedMessage.join(info.runId(), info.coordinatorId(), id(slot))))
            .orElseGet(() -> new byte[0]);
    return new Join(id(slot), signature).encode();
  }

  boolean hasJoined(int slot) {
    return joined.get(slot);
  }

  int index(int slot) {
    return indexes[slot];
  }

  /**
   * There will be no more turns, such as because the coordinator was lost: clients that joined and
   * had turns to come have failed the next one, unless that has failed their last one already.
   */
  void lost(Link link, Refusal why) {
    for (int slot = link.firstSlot(); slot < link.firstSlot() + link.slots(); slot++) {
      int next = lastTurn.get(slot) + 1;
      if (joined.get(slot) && !failed.get(slot) && next <= info.turns()) {
        ledger.failed(ledger.begin(id(slot), indexes[slot], next), why);
      }
    }
  }

  private Ledger.Turn begin(int slot, int number) {
    lastTurn.set(slot, number);
    failed.clear(slot);
    return ledger.begin(id(slot), indexes[slot], number);
  }

  private void failed(int slot, Ledger.Turn turn, Refusal refusal) {
    failed.set(slot);
    ledger.failed(turn, refusal);
  }

  /**
   * Begins an asynchronous pass, fits and submits. Returns whether to go on with further passes.
   */
  boolean pass(int slot, int number, Link link) throws InterruptedException {
    Turn begun;
    try {
      begun = link.caller().call(Method.BEGIN, member(slot).encode(), Turn::decode);
    } catch (TurnFailedException e) {
      failed(slot, begin(slot, number), e.refusal());
      return false;
    }
    fit(slot, new ClientTurn.Instruction(begun.pass(), begun.nonce(), link.model()), link);
    return true;
  }

  /** Fits and submits. A client that is still at an earlier turn does not. */
  void fit(int slot, ClientTurn.Instruction instruction, Link link) throws InterruptedException {
    Ledger.Turn begun = begin(slot, instruction.round());
    try {
      ClientTurn.Prepared prepared = prepare(slot, instruction);
      ClientTurn.submit(prepared, slot, link.caller(), ledger, begun);
    } catch (TurnFailedException e) {
      failed(slot, begun, e.refusal());
      abandon(slot, instruction.round(), link);
      if (e.refusal().cause() == Cause.PROOF_SERVICE) {
        giveUp.accept(e.refusal());
      }
    } catch (RuntimeException | Error e) { // such as an update too large for this heap
      failed(slot, begun, new Refusal(Cause.CLIENT_ERROR, e.toString()));
      abandon(slot, instruction.round(), link);
    }
  }

  /**
   * Has the client train. It is free again before its update goes out: what the coordinator makes
   * of that may be the client's next turn.
   */
  private ClientTurn.Prepared prepare(int slot, ClientTurn.Instruction instruction)
      throws TurnFailedException, InterruptedException {
    if (!busy.set(slot)) {
      throw new TurnFailedException(Cause.BUSY, "still at an earlier round");
    }
    try {
      Optional<ClientKey> key = setup.credentials().key(slot);
      return pool.with(
          slot,
          context(slot),
          client -> turn.prepare(client, id(slot), member(slot), key, instruction));
    } finally {
      busy.clear(slot);
    }
  }

  /**
   * Evaluates and tells the coordinator. A client that fails to, or is busy, has nothing to say.
   */
  void evaluate(int slot, VersionedModel model, Link link) throws InterruptedException {
    Optional<Evaluation> evaluation = Optional.empty();
    if (busy.set(slot)) {
      try {
        evaluation =
            pool.with(
                slot,
                context(slot),
                client -> host.call("evaluate", () -> client.evaluate(model.tensors())));
      } catch (TurnFailedException e) {
        context.warn("client " + id(slot) + " did not evaluate: " + e.getMessage());
      } finally {
        busy.clear(slot);
      }
    }
    Evaluated answer = new Evaluated(member(slot), model.version(), evaluation);
    link.tell(Method.EVALUATE, answer.encode());
  }

  private void abandon(int slot, int round, Link link) {
    link.tell(Method.ABANDON, new Abandon(member(slot), round).encode());
  }

  private String id(int slot) {
    return setup.credentials().id(slot);
  }

  private Member member(int slot) {
    return new Member(indexes[slot], tokens[slot]);
  }

  private ClientContext context(int slot) {
    int index = indexes[slot];
    return new ClientContext(id(slot), index, info.clients(), Seeds.of(setup.seed(), index));
  }

  @Override
  public void close() {
    pool.close();
  }
}
