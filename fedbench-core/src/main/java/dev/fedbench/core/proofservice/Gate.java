package dev.fedbench.core.proofservice;

import dev.fedbench.core.fedzk.ClientLimiter;
import dev.fedbench.core.fedzk.FedZkLimits;
import dev.fedbench.core.transport.http.HttpQuestion;
import dev.fedbench.core.transport.http.HttpReply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Whom to answer: by address and key, before a body is read. Thread-safe. */
final class Gate {

  static final String HEADER = "x-api-key";

  private final ApiKeys keys;
  private final ClientLimiter limiter;

  Gate(ApiKeys keys, ProofServerLimits limits, LongSupplier nanoTime) {
    this.keys = keys;
    this.limiter =
        new ClientLimiter(
            new FedZkLimits(
                limits.requestsPerHour(), Duration.ofHours(1), limits.failures(), limits.block()),
            nanoTime);
  }

  Optional<HttpReply> refusal(HttpQuestion head) {
    String address = head.remoteAddress();
    switch (limiter.request(address)) {
      case RATE_LIMITED -> {
        return Optional.of(
            Replies.tooMany("too many requests from this address", limiter.wait(address)));
      }
      case BLOCKED -> {
        return Optional.of(
            Replies.tooMany("too many failures from this address", limiter.wait(address)));
      }
      case ALLOWED -> {}
    }
    ApiKeys.Verdict verdict = keys.check(head.header(HEADER));
    if (verdict == ApiKeys.Verdict.GOOD) {
      return Optional.empty();
    }
    limiter.failed(address);
    return Optional.of(Replies.detail(401, text(verdict)));
  }

  /** In FedZK's words. */
  private static String text(ApiKeys.Verdict verdict) {
    return switch (verdict) {
      case MISSING -> "Missing API key";
      case MALFORMED -> "Invalid API key format";
      default -> "Invalid API key";
    };
  }
}
