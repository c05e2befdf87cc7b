package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Ack;
import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.core.fl.wire.MalformedMessageException;
import dev.fedbench.core.fl.wire.Member;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Model;
import dev.fedbench.core.fl.wire.Refusal;
import dev.fedbench.core.fl.wire.TensorFrame;
import dev.fedbench.fl.Tensors;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.TopicListener;
import dev.fedbench.rpc.WireStats;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A receiver of models and instructions: a connection to the coordinator, for one client or for
 * many. It decodes each new model, tells the coordinator so, and hands the instruction on.
 * Thread-safe.
 */
final class Link implements TopicListener, AutoCloseable {

  /** Who acts on instructions. Called in order, one at a time per link; must be quick. */
  interface Instructed {

    /** An instruction, with the model that it is about. */
    void instructed(Link link, Announcement announcement, VersionedModel model);

    /** No instruction will come any more. */
    void lost(Link link, String why);
  }

  private final int firstSlot;
  private final int slots;
  private final RpcClient client;
  private final Duration timeout;
  private final Caller caller;
  private final Outbox outbox;
  private final Instructed instructed;
  private final CompletableFuture<VersionedModel> first = new CompletableFuture<>();
  private volatile VersionedModel model = new VersionedModel(0, Tensors.EMPTY);
  private volatile Optional<Member> member = Optional.empty();
  private volatile Optional<Summons> summons = Optional.empty();
  private CompletableFuture<Void> tail = CompletableFuture.completedFuture(null);

  Link(
      int firstSlot,
      int slots,
      RpcClient client,
      Duration timeout,
      Outbox outbox,
      Instructed instructed) {
    this.firstSlot = firstSlot;
    this.slots = slots;
    this.client = client;
    this.timeout = timeout;
    this.caller = new Caller(client, timeout);
    this.outbox = outbox;
    this.instructed = instructed;
  }

  int firstSlot() {
    return firstSlot;
  }

  int slots() {
    return slots;
  }

  Caller caller() {
    return caller;
  }

  /** Calls and does not wait: for words that nothing depends on. */
  void tell(String method, ByteBuffer body) {
    outbox.add(method, client.call(RpcRequest.of(method, body), timeout));
  }

  /** What this link's clients were told last. */
  Optional<Summons> summons() {
    return summons;
  }

  void summon(Summons latest) {
    summons = Optional.of(latest);
  }

  /** The newest model. */
  VersionedModel model() {
    return model;
  }

  /** Waits for the first instruction: there is a model then, if the run has one. */
  CompletableFuture<VersionedModel> first() {
    return first;
  }

  void subscribe() {
    client.subscribe(Method.ROUND, this);
  }

  /** From now on this link's acknowledgements are in the name of that client. */
  void joined(Member as) {
    if (member.isEmpty()) {
      member = Optional.of(as);
    }
  }

  /** In whose name this link acknowledges; empty before anyone has joined. */
  Optional<Member> member() {
    return member;
  }

  WireStats stats() {
    return client.stats();
  }

  @Override
  public synchronized void onPublication(long version, ByteBuffer body) {
    Optional<Member> receiver = member; // whoever joined after this arrived has no part in its time
    tail =
        tail.thenCompose(
                done -> {
                  try {
                    return act(Announcement.decode(body), receiver);
                  } catch (MalformedMessageException e) {
                    lose("the coordinator's announcement: " + e.getMessage());
                    return CompletableFuture.<Void>completedFuture(null);
                  }
                })
            .exceptionally(
                thrown -> {
                  lose(Caller.cause(thrown).toString());
                  return null;
                });
  }

  private CompletableFuture<Void> act(Announcement announcement, Optional<Member> receiver)
      throws MalformedMessageException {
    if (announcement.model().isPresent()) {
      take(announcement.modelVersion(), announcement.model().get(), receiver);
    } else if (announcement.modelVersion() > model.version()
        && announcement.kind() != Announcement.Kind.FINISHED) {
      return fetch(announcement.modelVersion(), receiver).thenRun(() -> hand(announcement));
    }
    hand(announcement);
    return CompletableFuture.completedFuture(null);
  }

  private void hand(Announcement announcement) {
    first.complete(model);
    instructed.instructed(this, announcement, model);
  }

  /** Decodes a model, unless it has been here before, and tells the coordinator so. */
  private void take(long version, ByteBuffer frame, Optional<Member> receiver)
      throws MalformedMessageException {
    if (version > model.version()) {
      model = new VersionedModel(version, TensorFrame.read(frame));
      receiver.ifPresent(as -> tell(Method.ACK, new Ack(as, version).encode()));
    }
  }

  /** The model was announced before this link listened, or in an announcement that it missed. */
  private CompletableFuture<Void> fetch(long version, Optional<Member> receiver) {
    return client
        .call(RpcRequest.of(Method.MODEL, ByteBuffer.allocate(0)), timeout)
        .thenAccept(
            response -> {
              if (response.kind() == MessageKind.FAILURE) {
                // Nobody has named a layout yet: the model is the empty one.
                model = new VersionedModel(version, Tensors.EMPTY);
                return;
              }
              if (response.kind() != MessageKind.RESULT) {
                throw new IllegalStateException("the coordinator's model: " + Refusal.of(response));
              }
              try {
                Model fetched = Model.decode(response.body());
                take(fetched.version(), fetched.frame(), receiver);
              } catch (MalformedMessageException e) {
                throw new IllegalStateException("the coordinator's model: " + e.getMessage());
              }
            });
  }

  @Override
  public void onLost(RpcException cause) {
    lose(cause.getMessage());
  }

  private void lose(String why) {
    first.completeExceptionally(new IOException(why)); // whoever waits for a model need not
    instructed.lost(this, why);
  }

  @Override
  public void close() {
    client.close();
  }
}
