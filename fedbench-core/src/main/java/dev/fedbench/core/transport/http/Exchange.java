package dev.fedbench.core.transport.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** One request at the server, and its one answer. Thread-safe. */
final class Exchange {

  private static final HttpField OCTETS =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Protocol.OCTETS);
  private static final HttpField TEXT =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Connections.Watch watch;
  private final AtomicBoolean answered = new AtomicBoolean();

  Exchange(Request request, Response response, Callback callback, Connections.Watch watch) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.watch = watch;
  }

  /** To be read before the answer, not after. */
  Request request() {
    return request;
  }

  /** To be set before the answer, not after. */
  HttpFields.Mutable responseHeaders() {
    return response.getHeaders();
  }

  /** The request is here whole: whatever time it takes now is ours. */
  void bodyRead() {
    request.addIdleTimeoutListener(timeout -> false);
    watch.bodyRead();
  }

  /**
   * Takes the right to answer.
   *
   * @return false if somebody else has it; then nothing may be done to the response
   */
  boolean claim() {
    return answered.compareAndSet(false, true);
  }

  /** Whether somebody has taken the right to answer. */
  boolean claimed() {
    return answered.get();
  }

  /**
   * Answers, after {@link #claim}.
   *
   * @param written runs when the answer has been handed to the network, or cannot be
   */
  void answer(int status, ByteBuffer octets, Runnable written) {
    write(status, OCTETS, octets.duplicate(), written);
  }

  /** Answers with text, after {@link #claim}. */
  void answerText(int status, ByteBuffer utf8, Runnable written) {
    write(status, TEXT, utf8.duplicate(), written);
  }

  /** Answers with a body of any type, after {@link #claim}. */
  void answerAs(int status, String contentType, ByteBuffer body, Runnable written) {
    HttpField type = new HttpField(HttpHeader.CONTENT_TYPE, contentType);
    write(status, type, body.duplicate(), written);
  }

  /** Answers with nothing but headers, after {@link #claim}. */
  void answerNothing(int status, Runnable written) {
    write(status, null, null, written);
  }

  /** Answers with a text of ours, unless there is an answer. */
  void text(int status, String text) {
    if (claim()) {
      answerText(status, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), () -> {});
    }
  }

  /** The request cannot be read to its end. Closes the connection. */
  void broken(Throwable cause) {
    if (cause instanceof TimeoutException) {
      text(HttpStatus.REQUEST_TIMEOUT_408, "the body did not come");
    } else if (claim()) {
      watch.idle();
      callback.failed(cause);
    }
  }

  private void write(int status, HttpField type, ByteBuffer body, Runnable written) {
    response.setStatus(status);
    if (type != null) {
      response.getHeaders().put(type);
    }
    // Before the answer: the next request may follow on its heels.
    watch.idle();
    response.write(
        true,
        body,
        Callback.from(
            InvocationType.NON_BLOCKING,
            () -> {
              callback.succeeded();
              written.run();
            },
            failure -> {
              callback.failed(failure);
              written.run();
            }));
  }
}
