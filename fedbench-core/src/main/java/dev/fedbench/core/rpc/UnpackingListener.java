package dev.fedbench.core.rpc;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Tells a listener plain bodies. A frame that cannot be unpacked ends the subscription. */
final class UnpackingListener implements TopicListener, Subscription {

  private final TopicListener listener;
  private final Packer packer;
  private final int mostBytes;

  /** Guarded by this, as is {@code over}. Empty until the inner transport has returned it. */
  private Optional<Subscription> inner = Optional.empty();

  private boolean over;

  UnpackingListener(TopicListener listener, Packer packer, int mostBytes) {
    this.listener = listener;
    this.packer = packer;
    this.mostBytes = mostBytes;
  }

  /** It may have told things before it is here, and even have ended. */
  void follow(Subscription subscription) {
    boolean late;
    synchronized (this) {
      inner = Optional.of(subscription);
      late = over;
    }
    if (late) {
      subscription.close();
    }
  }

  @Override
  public void onPublication(long version, ByteBuffer body) {
    if (isOver()) {
      return;
    }
    ByteBuffer plain;
    try {
      plain = packer.unpack(body, mostBytes);
    } catch (RpcException e) {
      lose(e);
      return;
    } catch (RuntimeException e) { // a codec's mistake
      lose(new RpcException(Reason.PROTOCOL, "a publication cannot be decompressed", e));
      return;
    }
    listener.onPublication(version, plain);
  }

  private void lose(RpcException cause) {
    if (end()) {
      inner().ifPresent(Subscription::close);
      listener.onLost(cause);
    }
  }

  @Override
  public void onLost(RpcException cause) {
    if (end()) {
      listener.onLost(cause);
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** False if it has ended before. */
  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  private synchronized Optional<Subscription> inner() {
    return inner;
  }

  @Override
  public long skipped() {
    return inner().map(Subscription::skipped).orElse(0L);
  }

  @Override
  public void close() {
    end();
    inner().ifPresent(Subscription::close);
  }
}
