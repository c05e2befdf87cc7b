package dev.fedbench.core.transport.http;

import java.util.concurrent.CompletionStage;

/**
 * Something else that a server answers beside calls and topics, such as {@code GET /health}. Called
 * by many threads at once; must not block for long.
 */
public interface HttpEndpoint {

  /** The HTTP method, in upper case. */
  String method();

  /** The path, as it is written in requests: compared without unescaping. */
  String path();

  /**
   * Answers one question. An exception, thrown or in the stage, becomes a 500 that shows nothing of
   * it. The question's body may be read until the stage completes.
   */
  CompletionStage<HttpReply> answer(HttpQuestion question);
}
