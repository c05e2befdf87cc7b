package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Where a server's requests come in: checks their heads and sends them where they belong. */
final class Router extends Handler.Abstract {

  private static final String AFTER = "after=";

  private final Served served;
  private final Connections connections;
  private final Endpoints endpoints;
  private final HttpField keepAlive;
  private final AtomicLong lastId = new AtomicLong();

  Router(Served served, Connections connections, Endpoints endpoints) {
    this.served = served;
    this.connections = connections;
    this.endpoints = endpoints;
    long seconds = served.options().idleTimeout().toSeconds();
    this.keepAlive = new PreEncodedHttpField(HttpHeader.KEEP_ALIVE, "timeout=" + seconds);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Connections.Watch watch = connections.headRead(request.getConnectionMetaData().getConnection());
    response.getHeaders().put(keepAlive);
    Exchange exchange = new Exchange(request, response, callback, watch);
    String path = request.getHttpURI().getPath();
    Optional<Route> route = endpoints.alone() ? Optional.empty() : Route.parse(path);
    Optional<Map<String, HttpEndpoint>> byMethod = endpoints.at(path);
    if (route.isPresent()) {
      route(exchange, route.get());
    } else if (byMethod.isPresent()) {
      ask(exchange, byMethod.get());
    } else {
      exchange.text(Protocol.NOT_FOUND, "there is nothing at this path");
    }
    return true;
  }

  private void route(Exchange exchange, Route route) {
    if (!exchange.request().getMethod().equals(route.kind().httpMethod())) {
      notAllowed(exchange, List.of(route.kind().httpMethod()));
      return;
    }
    switch (route.kind()) {
      case CALL -> call(exchange, route.name());
      case CANCEL -> cancel(exchange, route.name());
      case POLL -> poll(exchange, route.name());
    }
  }

  private void call(Exchange exchange, String method) {
    HttpFields headers = exchange.request().getHeaders();
    if (!Protocol.OCTETS.equals(headers.get(HttpHeader.CONTENT_TYPE))) {
      // This, and the header that is not a browser's own, keep web pages from calling us.
      exchange.text(Protocol.UNSUPPORTED_TYPE, "expected Content-Type: " + Protocol.OCTETS);
      return;
    }
    Optional<CallHead> head = CallHead.of(method, headers);
    if (head.isPresent()) {
      new ServedCall(served, exchange, head.get()).start();
    } else {
      exchange.text(Protocol.BAD_REQUEST, "a malformed or missing Fedbench header");
    }
  }

  private void cancel(Exchange exchange, String id) {
    String method = exchange.request().getHeaders().get(Protocol.METHOD);
    if (method != null && !RpcRequest.isMethod(method)) {
      exchange.text(Protocol.BAD_REQUEST, "a malformed " + Protocol.METHOD);
      return;
    }
    exchange.bodyRead();
    if (method != null) {
      served.counter().count(Direction.RECEIVED, MessageKind.CANCEL, method, "", 0);
    }
    served.underWay().cancel(id);
    if (exchange.claim()) {
      exchange.answerNothing(Protocol.NOTHING, () -> {});
    }
  }

  private void poll(Exchange exchange, String topic) {
    Request request = exchange.request();
    String query = request.getHttpURI().getQuery();
    OptionalLong after = OptionalLong.empty();
    boolean sound = true;
    if (query != null) {
      after =
          query.startsWith(AFTER)
              ? Protocol.number(query.substring(AFTER.length()), Long.MIN_VALUE, Long.MAX_VALUE)
              : after;
      sound = after.isPresent();
    }
    String given = request.getHeaders().get(Protocol.CALL);
    OptionalLong most = CallHead.maxResponse(request.getHeaders());
    if (!sound || most.isEmpty() || given != null && !Protocol.isCallId(given)) {
      exchange.text(Protocol.BAD_REQUEST, "a malformed query or Fedbench header");
      return;
    }
    String id = given == null ? ownId() : given;
    new Poll(served, exchange, topic, id, after, (int) most.getAsLong()).start();
  }

  private void ask(Exchange exchange, Map<String, HttpEndpoint> byMethod) {
    HttpEndpoint endpoint = byMethod.get(exchange.request().getMethod());
    if (endpoint == null) {
      notAllowed(exchange, byMethod.keySet().stream().sorted().toList());
    } else {
      new EndpointCall(served, exchange, endpoint, ownId()).start();
    }
  }

  private static void notAllowed(Exchange exchange, List<String> allowed) {
    String methods = String.join(", ", allowed);
    exchange.responseHeaders().put(HttpHeader.ALLOW, methods);
    exchange.text(Protocol.METHOD_NOT_ALLOWED, "this path takes " + methods);
  }

  /** An id that no client can give: it has a character that theirs have not. */
  private String ownId() {
    return "." + lastId.incrementAndGet();
  }
}
