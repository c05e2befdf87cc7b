package dev.fedbench.core.proofservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** Asks a server as anybody can. */
final class Curl {

  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final String key;

  record Answer(int status, String text, HttpResponse<String> response) {

    JsonNode json() throws IOException {
      return JSON.readTree(text);
    }

    String detail() throws IOException {
      return json().get("detail").asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /**
   * @param key empty for none
   */
  Curl(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    if (!key.isEmpty()) {
      request.header("X-API-Key", key);
    }
    return request;
  }

  Answer get(String path) throws Exception {
    return answer(client.send(request(path).build(), HttpResponse.BodyHandlers.ofString()));
  }

  Answer post(String path, String body) throws Exception {
    return later(path, body).get();
  }

  CompletableFuture<Answer> later(String path, String body) {
    HttpRequest request = request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Curl::answer);
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body(), response);
  }
}
