package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.Handling;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/** A question to an endpoint, from its head to its answer. */
final class EndpointCall implements UnderWay.Task {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final Served served;
  private final Exchange exchange;
  private final HttpEndpoint endpoint;
  private final String id;

  /**
   * @param id unique, and none that a client could give
   */
  EndpointCall(Served served, Exchange exchange, HttpEndpoint endpoint, String id) {
    this.served = served;
    this.exchange = exchange;
    this.endpoint = endpoint;
    this.id = id;
  }

  void start() {
    served.underWay().add(id, this);
    if (served.underWay().closing()) {
      breakOff();
    } else {
      Handling.totally(endpoint.path(), this::refusal, this::broke).thenAccept(this::receive);
    }
  }

  private CompletionStage<Optional<HttpReply>> refusal() {
    return CompletableFuture.completedFuture(endpoint.refusal(question(NOTHING)));
  }

  private Optional<HttpReply> broke() {
    return Optional.of(error());
  }

  private void receive(Optional<HttpReply> refusal) {
    if (refusal.isPresent()) {
      // Read on: a peer that sends all before it listens would not get the answer otherwise.
      HttpReply reply = refusal.get();
      new BodyReader(exchange, 0, body -> answer(reply), () -> answer(reply)).run();
    } else {
      int most = served.options().maxRequestBytes();
      new BodyReader(exchange, most, this::ask, this::notReceived).run();
    }
  }

  private void ask(ByteBuffer body) {
    HttpQuestion question = question(body);
    Handling.totally(endpoint.path(), () -> endpoint.answer(question), this::error)
        .thenAccept(this::answer);
  }

  private HttpReply error() {
    return HttpReply.text(Protocol.ERROR, Handling.publicText(endpoint.path()));
  }

  private HttpQuestion question(ByteBuffer body) {
    Request request = exchange.request();
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers.merge(field.getLowerCaseName(), value, (one, other) -> one + ", " + other);
    }
    String query = request.getHttpURI().getQuery();
    return new HttpQuestion(
        endpoint.method(),
        request.getHttpURI().getPath(),
        query == null ? "" : query,
        headers,
        body,
        Request.getRemoteAddr(request));
  }

  private void answer(HttpReply reply) {
    if (claim()) {
      reply.headers().forEach(exchange.responseHeaders()::put);
      exchange.answerAs(reply.status(), reply.contentType(), reply.body(), this::written);
    }
  }

  @Override
  public void giveUp() {
    // Nobody knows its id.
  }

  @Override
  public void breakOff() {
    exchange.text(Protocol.CLOSING, "the server is closing");
    notReceived();
  }

  private void notReceived() {
    served.underWay().remove(id, this);
  }

  /** Takes the right to answer; from here on the id may be used again. */
  private boolean claim() {
    boolean ours = exchange.claim();
    if (ours) {
      served.underWay().answering(id, this);
    }
    return ours;
  }

  private void written() {
    served.underWay().written();
  }
}
