package dev.fedbench.proof;

import dev.fedbench.spi.Problems;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A remote proof service, to which clients send their updates in the clear to have them proved. It
 * is a prover elsewhere, not multi-party computation: whoever runs it sees every update.
 *
 * @param url its base, http or https
 * @param apiKey what to show it; never in logs or reports
 * @param fallback what to do when it makes no proof
 * @param attempts how often to ask, at least 1; the pause before the second is 1 s and doubles
 * @param timeout of one attempt
 * @param deadline of all attempts together, pauses included
 */
public record ProofService(
    URI url,
    Optional<String> apiKey,
    ProofFallback fallback,
    int attempts,
    Duration timeout,
    Duration deadline) {

  public ProofService {
    Objects.requireNonNull(fallback, "fallback");
    new Problems()
        .expect(
            url.getHost() != null
                && ("http".equalsIgnoreCase(url.getScheme())
                    || "https".equalsIgnoreCase(url.getScheme()))
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null,
            "proof service: '%s'; expected http://host:port or https://host:port",
            url)
        .expect(
            apiKey.map(ProofService::printable).orElse(true),
            "proof service's api key: expected 1 to 1,000 visible ASCII characters")
        .between("proof service's attempts", attempts, 1, 100)
        .positive("proof service's timeout", timeout)
        .positive("proof service's deadline", deadline)
        .orThrow();
  }

  /** At that address: without a key, warning, 3 attempts of 30 s, 2 minutes in all. */
  public static ProofService at(URI url) {
    return new ProofService(
        url,
        Optional.empty(),
        ProofFallback.WARN,
        3,
        Duration.ofSeconds(30),
        Duration.ofMinutes(2));
  }

  /** With that key. */
  public ProofService apiKey(String key) {
    return new ProofService(url, Optional.of(key), fallback, attempts, timeout, deadline);
  }

  /** With another fallback. */
  public ProofService fallback(ProofFallback other) {
    return new ProofService(url, apiKey, other, attempts, timeout, deadline);
  }

  /** With other patience. */
  public ProofService patience(int attempts, Duration timeout, Duration deadline) {
    return new ProofService(url, apiKey, fallback, attempts, timeout, deadline);
  }

  private static boolean printable(String key) {
    return !key.isEmpty() && key.length() <= 1_000 && key.chars().allMatch(c -> c > 32 && c < 127);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ProofService[%s, %s]".formatted(url, fallback);
  }
}
