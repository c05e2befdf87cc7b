package dev.fedbench.core.proofservice;

import dev.fedbench.core.transport.http.HttpEndpoint;
import dev.fedbench.core.transport.http.HttpQuestion;
import dev.fedbench.core.transport.http.HttpReply;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * One of the server's endpoints, counted.
 *
 * @param guard looks at the head
 */
record Endpoint(
    String method,
    String path,
    Function<HttpQuestion, Optional<HttpReply>> guard,
    Function<HttpQuestion, CompletionStage<HttpReply>> how,
    ServerMetrics metrics)
    implements HttpEndpoint {

  private static final int ERROR = 500;

  @Override
  public Optional<HttpReply> refusal(HttpQuestion head) {
    Optional<HttpReply> refusal = guard.apply(head);
    refusal.ifPresent(reply -> metrics.answered(path, reply.status()));
    return refusal;
  }

  @Override
  public CompletionStage<HttpReply> answer(HttpQuestion question) {
    return how.apply(question)
        .whenComplete(
            (reply, failure) -> metrics.answered(path, failure == null ? reply.status() : ERROR));
  }
}
