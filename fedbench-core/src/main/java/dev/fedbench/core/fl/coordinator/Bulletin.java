package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Announcement;
import dev.fedbench.core.fl.wire.Method;
import dev.fedbench.core.fl.wire.Selection;
import dev.fedbench.rpc.RpcServer;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Announces what is asked of clients. A model is encoded once and travels with the first
 * announcement that is about it. Guarded by the coordinator's lock.
 */
final class Bulletin {

  private static final byte[] NO_NONCE = new byte[Nonces.BYTES];

  private final RpcServer server;
  private final GlobalModel model;
  private final ModelUpdates updates;
  private final LongSupplier nanoTime;
  private long sequence;
  private long announcedVersion;

  Bulletin(RpcServer server, GlobalModel model, ModelUpdates updates, LongSupplier nanoTime) {
    this.server = server;
    this.model = model;
    this.updates = updates;
    this.nanoTime = nanoTime;
  }

  void fit(int round, byte[] nonce, Selection selection) {
    publish(Announcement.Kind.FIT, round, nonce, selection, "");
  }

  void evaluate(int round, Selection selection) {
    publish(Announcement.Kind.EVALUATE, round, NO_NONCE, selection, "");
  }

  void open() {
    publish(Announcement.Kind.OPEN, 0, NO_NONCE, Selection.ALL, "");
  }

  void finished(String reason) {
    publish(Announcement.Kind.FINISHED, 0, NO_NONCE, Selection.ALL, reason);
  }

  private void publish(
      Announcement.Kind kind, int round, byte[] nonce, Selection selection, String text) {
    long version = model.version();
    boolean news = version != announcedVersion && kind != Announcement.Kind.FINISHED;
    Optional<ByteBuffer> frame = news ? model.frame() : Optional.empty();
    ByteBuffer body =
        new Announcement(kind, round, nonce, version, selection, frame, text).encode();
    if (frame.isPresent()) {
      announcedVersion = version;
      updates.published(version, nanoTime.getAsLong());
    }
    server.publish(Method.ROUND, ++sequence, body);
  }
}
