package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** One request of ours and its answer: waits in its lane for a connection, goes out, comes back. */
final class Trip {

  /** Who waits for the answer. One of the two is called, once. */
  interface Outcome {

    void answered(int status, HttpFields headers, ByteBuffer body);

    void failed(RpcException cause);
  }

  private final Lane lane;
  private final Message message;
  private final int maxBytes;
  private final Outcome outcome;
  private final long number;
  private volatile Request request;

  /**
   * @param maxBytes the largest answer that is taken
   * @param number its place in the lane's queue
   */
  Trip(Lane lane, Message message, int maxBytes, Outcome outcome, long number) {
    this.lane = lane;
    this.message = message;
    this.maxBytes = maxBytes;
    this.outcome = outcome;
    this.number = number;
  }

  long number() {
    return number;
  }

  /** Sends the request on a connection that is free. */
  void start(Line line) {
    Flight flight = new Flight(line);
    Request next = lane.toRequest(message).onRequestCommit(sent -> flight.committed = true);
    request = next;
    line.connection().send(next, flight);
  }

  /** Ends it, and its connection, if it is out. */
  void abort(RpcException cause) {
    Request out = request;
    if (out != null) {
      out.abort(cause);
    }
  }

  /** Ends it while it waits. */
  void refuse(RpcException cause) {
    outcome.failed(cause);
  }

  /** One attempt on one connection. */
  private final class Flight implements Response.Listener {

    private final Line line;
    private volatile boolean committed;
    private BodyBuffer body = new BodyBuffer(0, 0);

    Flight(Line line) {
      this.line = line;
    }

    @Override
    public void onHeaders(Response response) {
      long announced = response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
      body = new BodyBuffer(announced, maxBytes);
      if (body.announcedTooLarge()) {
        tooLarge(response);
      }
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
      if (!body.append(content)) {
        tooLarge(response);
      }
    }

    private void tooLarge(Response response) {
      response.abort(
          new RpcException(
              Reason.TOO_LARGE,
              "%s: an answer of more than the %d bytes that this client takes"
                  .formatted(message.path(), maxBytes)));
    }

    @Override
    public void onComplete(Result result) {
      if (result.isSucceeded()) {
        Response response = result.getResponse();
        lane.free(line, response.getHeaders().get(HttpHeader.KEEP_ALIVE));
        outcome.answered(response.getStatus(), response.getHeaders(), body.body());
        return;
      }
      boolean unsent = !committed && line.used();
      lane.broken(line);
      Throwable cause = result.getFailure();
      if (cause instanceof RpcException ours) {
        outcome.failed(ours);
      } else if (unsent) {
        // The server closed an idle connection before the request was on it: not a retry.
        lane.again(Trip.this);
      } else {
        outcome.failed(lane.unavailable(cause));
      }
    }
  }
}
