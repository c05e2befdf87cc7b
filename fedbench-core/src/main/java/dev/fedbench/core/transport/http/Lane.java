package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.CallTimer;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import java.io.EOFException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.util.Promise;

/**
 * Up to so many connections to one server, and the queue of trips that wait for one. Connections
 * open when a trip finds none free, and stay. Thread-safe.
 */
final class Lane {

  private final ClientCore core;
  private final URI endpoint;
  private final Destination destination;
  private final int most;
  private final Duration connectTimeout;

  /** All below is guarded by this; by their numbers, in which they were sent. */
  private final TreeMap<Long, Trip> waiting = new TreeMap<>();

  private final Deque<Line> free = new ArrayDeque<>();
  private final Set<Line> lines = new HashSet<>();
  private int opening;
  private long lastNumber;
  private boolean closed;
  private long droppedSent;
  private long droppedReceived;

  /**
   * Opens nothing yet.
   *
   * @param most so many connections
   */
  Lane(ClientCore core, URI endpoint, int most, Duration connectTimeout) {
    this.core = core;
    this.endpoint = endpoint;
    this.most = most;
    this.connectTimeout = connectTimeout;
    this.destination =
        core.jetty()
            .resolveDestination(
                new Origin(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort()));
  }

  /** Sends the message when its turn comes. */
  Trip send(Message message, int maxBytes, Trip.Outcome outcome) {
    Trip trip;
    boolean refused;
    synchronized (this) {
      trip = new Trip(this, message, maxBytes, outcome, ++lastNumber);
      refused = closed;
      if (!refused) {
        waiting.put(trip.number(), trip);
      }
    }
    if (refused) {
      outcome.failed(closedException());
    } else {
      proceed();
    }
    return trip;
  }

  /** Sends the message on a connection that is free now; false, and nothing, if none is. */
  boolean sendNow(Message message, int maxBytes, Trip.Outcome outcome) {
    Trip trip;
    Line line;
    synchronized (this) {
      line = closed ? null : takeFree();
      if (line == null) {
        return false;
      }
      trip = new Trip(this, message, maxBytes, outcome, ++lastNumber);
    }
    trip.start(line);
    return true;
  }

  /** Takes a trip out of the queue; false if it is out, or over. */
  synchronized boolean withdraw(Trip trip) {
    return waiting.remove(trip.number(), trip);
  }

  /** Starts waiting trips as far as connections allow. */
  private void proceed() {
    while (true) {
      Trip trip = null;
      Line line;
      synchronized (this) {
        if (closed || waiting.isEmpty()) {
          return;
        }
        line = takeFree();
        if (line != null) {
          trip = waiting.pollFirstEntry().getValue();
        } else if (lines.size() + opening < most && opening < waiting.size()) {
          opening++;
        } else {
          return;
        }
      }
      if (trip != null) {
        trip.start(line);
      } else {
        open();
      }
    }
  }

  /** The connection used last, with the lock held; null if none is free. */
  private Line takeFree() {
    Line line = free.poll();
    while (line != null && line.stale()) {
      drop(line);
      line = free.poll();
    }
    return line;
  }

  /** Closes and forgets a connection, with the lock held. */
  private void drop(Line line) {
    if (lines.remove(line)) {
      line.connection().close();
      droppedSent += line.bytesSent();
      droppedReceived += line.bytesReceived();
      notifyAll();
    }
  }

  private void open() {
    AtomicBoolean done = new AtomicBoolean();
    Future<?> late =
        core.schedule(
            () -> {
              if (done.compareAndSet(false, true)) {
                notOpened(connectTimedOut());
              }
            },
            CallTimer.nanos(connectTimeout));
    destination.newConnection(
        new Promise<>() {
          @Override
          public void succeeded(Connection connection) {
            late.cancel(false);
            if (done.compareAndSet(false, true)) {
              opened(new Line(connection));
            } else {
              connection.close();
            }
          }

          @Override
          public void failed(Throwable cause) {
            late.cancel(false);
            if (done.compareAndSet(false, true)) {
              notOpened(unavailable(cause));
            }
          }
        });
  }

  private void opened(Line line) {
    synchronized (this) {
      opening--;
      lines.add(line);
      notifyAll();
      if (closed) {
        drop(line);
      } else {
        free.push(line);
      }
    }
    proceed();
  }

  /** Fails whoever waits, unless there are other connections that will serve them. */
  private void notOpened(RpcException cause) {
    List<Trip> failed = List.of();
    synchronized (this) {
      opening--;
      notifyAll();
      if (lines.isEmpty() && opening == 0) {
        failed = new ArrayList<>(waiting.values());
        waiting.clear();
      }
    }
    failed.forEach(trip -> trip.refuse(cause));
  }

  /**
   * A trip is back, and has left the connection in order.
   *
   * @param keepAlive what the server said of idle connections; null if nothing
   */
  void free(Line line, String keepAlive) {
    synchronized (this) {
      line.freed(keepAlive);
      if (closed || line.connection().isClosed()) {
        drop(line);
      } else {
        free.push(line);
        notifyAll();
      }
    }
    proceed();
  }

  /** A trip is back, and has not. */
  void broken(Line line) {
    synchronized (this) {
      drop(line);
    }
    proceed();
  }

  /** Puts a trip back to its place in the queue: its request was never on a connection. */
  void again(Trip trip) {
    boolean refused;
    synchronized (this) {
      refused = closed;
      if (!refused) {
        waiting.put(trip.number(), trip);
      }
    }
    if (refused) {
      trip.refuse(closedException());
    } else {
      proceed();
    }
  }

  /** With the lock held. */
  private boolean busy() {
    return !waiting.isEmpty() || opening > 0 || lines.size() > free.size();
  }

  /** Waits until no trip is out or waits, or the clock is there, or the thread is interrupted. */
  void awaitQuiet(long endNanos) {
    try {
      synchronized (this) {
        long leftNanos = endNanos - System.nanoTime();
        while (busy() && leftNanos > 0) {
          // A little too long rather than too short: less than 1 ms would be for ever.
          TimeUnit.NANOSECONDS.timedWait(this, leftNanos + 1_000_000);
          leftNanos = endNanos - System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the connections; trips that wait or are out fail. Idempotent. */
  void close() {
    List<Trip> refused;
    synchronized (this) {
      closed = true;
      refused = new ArrayList<>(waiting.values());
      waiting.clear();
      free.clear();
      List.copyOf(lines).forEach(this::drop);
    }
    refused.forEach(trip -> trip.refuse(closedException()));
  }

  synchronized long bytesSent() {
    return droppedSent + sum(Line::bytesSent);
  }

  synchronized long bytesReceived() {
    return droppedReceived + sum(Line::bytesReceived);
  }

  private long sum(ToLongFunction<Line> bytes) {
    return lines.stream().mapToLong(bytes).sum();
  }

  Request toRequest(Message message) {
    return message.toRequest(core.jetty(), endpoint);
  }

  /** What a caller is told of a failure of Jetty's. */
  RpcException unavailable(Throwable cause) {
    boolean babble = cause instanceof HttpException || cause instanceof HttpResponseException;
    Reason reason = babble ? Reason.PROTOCOL : Reason.UNAVAILABLE;
    return new RpcException(reason, "%s: %s".formatted(endpoint, words(cause)), cause);
  }

  /** Jetty's own messages may be dumps of its objects, different each time. */
  private static String words(Throwable cause) {
    if (cause instanceof EOFException || cause instanceof ClosedChannelException) {
      return "the server closed the connection";
    }
    String message = cause.getMessage();
    boolean dump = message == null || message.contains("@");
    return dump ? cause.getClass().getSimpleName() : message;
  }

  private RpcException connectTimedOut() {
    return new RpcException(
        Reason.UNAVAILABLE, "%s: no connection within %s".formatted(endpoint, connectTimeout));
  }

  private RpcException closedException() {
    return new RpcException(Reason.CLOSED, "the client of %s is closed".formatted(endpoint));
  }
}
