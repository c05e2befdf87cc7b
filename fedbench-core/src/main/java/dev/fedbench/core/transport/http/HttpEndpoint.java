package dev.fedbench.core.transport.http;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Something else that a server answers beside calls and topics, such as {@code GET /health}. Called
 * by many threads at once; must not block for long.
 */
public interface HttpEndpoint {

  /** The HTTP method, in upper case. */
  String method();

  /**
   * The path, as it is written in requests: compared without unescaping. One that ends with a slash
   * also stands for what is just below it and no endpoint of its own.
   */
  String path();

  /**
   * Looks at a question before its body is read. An answer is all that it gets: the body is then
   * thrown away as it comes, and held nowhere. An exception becomes a 500 likewise.
   *
   * @param head the question, with an empty body
   */
  default Optional<HttpReply> refusal(HttpQuestion head) {
    return Optional.empty();
  }

  /**
   * Answers one question. An exception, thrown or in the stage, becomes a 500 that shows nothing of
   * it. The question's body may be read until the stage completes.
   */
  CompletionStage<HttpReply> answer(HttpQuestion question);
}
