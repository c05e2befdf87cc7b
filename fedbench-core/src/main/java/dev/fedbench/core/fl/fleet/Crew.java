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
import dev.fedbench.result.Phases;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * The clients of a fleet and what each can do: join, fit and submit, evaluate. A slot does one
 * thing at a time. Thread-safe.
 */
final class Crew implements AutoCloseable {

  private static final int JOIN_ATTEMPTS = 4;
  private static final long FIRST_BACKOFF_MILLIS = 100;

  private final FleetSetup setup;
  private final Info info;
  private final ClientPool pool;
  private final ClientTurn turn;
  private final Ledger ledger;
  private final BooleanSupplier cancelled;
  private final int[] indexes;
  private final long[] tokens;
  private final SlotFlags joined;
  private final SlotFlags busy;

  Crew(FleetSetup setup, Info info, ClientPool pool, Ledger ledger, BooleanSupplier cancelled) {
    this.setup = setup;
    this.info = info;
    this.pool = pool;
    this.ledger = ledger;
    this.cancelled = cancelled;
    this.turn = new ClientTurn(info);
    int slots = setup.credentials().size();
    indexes = new int[slots];
    tokens = new long[slots];
    joined = new SlotFlags(slots);
    busy = new SlotFlags(slots);
  }

  /** Joins, and tries again with jitter while the coordinator cannot be reached. */
  boolean join(int slot, Link link) throws InterruptedException {
    Ledger.Turn attempt = ledger.begin(id(slot), slot, 1);
    SplittableRandom jitter = new SplittableRandom(Seeds.of(setup.seed(), ~slot));
    for (int tries = 1; ; tries++) {
      try {
        Member member = link.caller().call(Method.JOIN, joinRequest(slot), Member::decode);
        indexes[slot] = member.index();
        tokens[slot] = member.token();
        joined.set(slot);
        link.joined(member);
        return true;
      } catch (TurnFailedException e) {
        boolean passing =
            e.refusal().cause() == Cause.UNAVAILABLE || e.refusal().cause() == Cause.TIMEOUT;
        if (!passing || tries == JOIN_ATTEMPTS || cancelled.getAsBoolean()) {
          ledger.failed(attempt, 0, Phases.NONE, e.refusal());
          return false;
        }
        ledger.retried();
        long backoff = FIRST_BACKOFF_MILLIS << tries - 1;
        Thread.sleep(backoff / 2 + jitter.nextLong(backoff));
      }
    }
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
   * Begins an asynchronous pass, fits and submits. Returns whether to go on with further passes.
   */
  boolean pass(int slot, int number, Link link) throws InterruptedException {
    Turn begun;
    try {
      begun = link.caller().call(Method.BEGIN, member(slot).encode(), Turn::decode);
    } catch (TurnFailedException e) {
      ledger.failed(ledger.begin(id(slot), indexes[slot], number), 0, Phases.NONE, e.refusal());
      return false;
    }
    fit(slot, new ClientTurn.Instruction(begun.pass(), begun.nonce(), link.model()), link);
    return true;
  }

  /** Fits and submits. A client that is still at an earlier turn does not. */
  void fit(int slot, ClientTurn.Instruction instruction, Link link) throws InterruptedException {
    Ledger.Turn begun = ledger.begin(id(slot), indexes[slot], instruction.round());
    if (!busy.set(slot)) {
      Refusal refusal = new Refusal(Cause.BUSY, "still at an earlier round");
      ledger.failed(begun, 0, Phases.NONE, refusal);
      abandon(slot, instruction.round(), link);
      return;
    }
    boolean[] written = {false};
    try {
      pool.with(
          slot,
          context(slot),
          client -> {
            written[0] = true;
            Optional<ClientKey> key = setup.credentials().key(slot);
            turn.run(client, slot, member(slot), key, instruction, link.caller(), ledger, begun);
            return null;
          });
    } catch (TurnFailedException e) {
      if (!written[0]) {
        ledger.failed(begun, 0, Phases.NONE, e.refusal());
      }
      abandon(slot, instruction.round(), link);
    } catch (InterruptedException e) {
      ledger.failed(begun, 0, Phases.NONE, new Refusal(Cause.CANCELLED, "the run was cancelled"));
      throw e;
    } finally {
      busy.clear(slot);
    }
  }

  /**
   * Evaluates and tells the coordinator. A client that fails to, or is busy, has nothing to say.
   */
  CompletableFuture<?> evaluate(int slot, VersionedModel model, Link link)
      throws InterruptedException {
    Optional<Evaluation> evaluation = Optional.empty();
    if (busy.set(slot)) {
      try {
        evaluation = pool.with(slot, context(slot), client -> client.evaluate(model.tensors()));
      } catch (TurnFailedException e) {
        pool.warn("client " + id(slot) + " did not evaluate: " + e.getMessage());
      } finally {
        busy.clear(slot);
      }
    }
    Evaluated answer = new Evaluated(member(slot), model.version(), evaluation);
    return link.caller().tell(Method.EVALUATE, answer.encode());
  }

  private void abandon(int slot, int round, Link link) {
    link.caller().tell(Method.ABANDON, new Abandon(member(slot), round).encode());
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
