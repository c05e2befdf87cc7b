package dev.fedbench.zmq;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server knows of a client: it outlives a broken connection, so that a call that comes again
 * is not served again. The loop's, but for {@link #peer}.
 */
final class Session {

  private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

  /**
   * An answer that may not have arrived.
   *
   * @param number on this connection; {@value #NOT_HERE} if it was sent over one before
   * @param body empty if there was no room for it
   */
  private record Kept(int number, long id, byte kind, Optional<ByteBuffer> body) {

    int bytes() {
      return body.map(ByteBuffer::remaining).orElse(0);
    }
  }

  private static final int NOT_HERE = 0;

  final SessionId id;
  final int maxResponseBytes;
  private final String peer;

  /** Calls that are being served, by id. */
  final Map<Long, ServedCall> running = new LinkedHashMap<>();

  /** By the client's number. */
  final Map<Integer, Subscriber> subscribers = new HashMap<>();

  /** The connection; empty while there is none. */
  Optional<Route> route = Optional.empty();

  /** The client's count of the greeting that brought the connection. */
  short greeting;

  /** Since when there has been no connection. */
  long apartSinceNanos;

  private final ArrayDeque<Kept> kept = new ArrayDeque<>();
  private int lastNumber;

  Session(SessionId id, int maxResponseBytes, String peer) {
    this.id = id;
    this.maxResponseBytes = maxResponseBytes;
    this.peer = peer;
  }

  String peer() {
    return peer;
  }

  /** There is a new connection: what was sent over those before may not have arrived. */
  void connected() {
    lastNumber = NOT_HERE;
    int count = kept.size();
    for (int i = 0; i < count; i++) {
      Kept each = kept.remove();
      kept.add(new Kept(NOT_HERE, each.id, each.kind, each.body));
    }
  }

  /**
   * Keeps an answer until the client says that it has arrived. As a connection keeps the order, no
   * more than a window of answers can be lost with it: so more are never kept.
   *
   * @return the answer's number
   */
  int keep(long call, byte kind, ByteBuffer body, int window, AnswerMemory memory) {
    int number = ++lastNumber;
    Optional<ByteBuffer> held =
        memory.take(body.remaining()) ? Optional.of(body) : Optional.empty();
    kept.add(new Kept(number, call, kind, held));
    if (kept.size() > window) {
      memory.give(kept.remove().bytes());
    }
    return number;
  }

  /**
   * All answers of this connection up to this one have arrived; and what was sent before and is
   * still missing was asked for by now: clients begin with that.
   */
  void acknowledged(int number, AnswerMemory memory) {
    while (!kept.isEmpty() && kept.peek().number - number <= 0) {
      memory.give(kept.remove().bytes());
    }
  }

  /** The answer that this call got, to be sent again; empty if it got none. */
  Optional<Frames.Answer> again(long call) {
    Optional<Kept> found = kept.stream().filter(each -> each.id == call).findFirst();
    return found.map(
        old -> {
          kept.remove(old);
          int number = ++lastNumber;
          kept.add(new Kept(number, call, old.kind, old.body));
          return old.body
              .map(body -> new Frames.Answer(old.kind, number, call, body))
              .orElse(new Frames.Answer(Kind.FORGOTTEN, number, call, NO_BODY));
        });
  }

  /** It is over: nothing is kept. */
  void forget(AnswerMemory memory) {
    kept.forEach(each -> memory.give(each.bytes()));
    kept.clear();
  }
}
