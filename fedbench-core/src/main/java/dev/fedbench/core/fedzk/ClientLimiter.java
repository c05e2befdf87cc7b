package dev.fedbench.core.fedzk;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/**
 * Counts requests and failures of each client, by an id or an address. These are the peers' word
 * and can be many: the least recently used are forgotten. Thread-safe.
 */
public final class ClientLimiter {

  /** What may happen to a request. */
  public enum Verdict {
    ALLOWED,
    RATE_LIMITED,
    BLOCKED
  }

  private static final int MAX_CLIENTS = 100_000;

  private final class Client {
    private final Deque<Long> requests = new ArrayDeque<>();
    private int failures;
    private long blockedUntil = Long.MIN_VALUE;

    synchronized Verdict request(long now) {
      if (blocked(now)) {
        return Verdict.BLOCKED;
      }
      while (!requests.isEmpty() && now - requests.peekFirst() >= limits.window().toNanos()) {
        requests.removeFirst();
      }
      if (requests.size() >= limits.requests()) {
        return Verdict.RATE_LIMITED;
      }
      requests.addLast(now);
      return Verdict.ALLOWED;
    }

    synchronized long waitNanos(long now) {
      if (blocked(now)) {
        return blockedUntil - now;
      }
      boolean full = requests.size() >= limits.requests();
      return full ? limits.window().toNanos() - (now - requests.peekFirst()) : 0;
    }

    synchronized void failed(long now) {
      failures++;
      if (failures >= limits.failures()) {
        failures = 0;
        blockedUntil = now + limits.block().toNanos();
      }
    }

    synchronized boolean blocked(long now) {
      return blockedUntil != Long.MIN_VALUE && now - blockedUntil < 0;
    }
  }

  private final FedZkLimits limits;
  private final Ticker ticker;
  private final Cache<String, Client> clients;

  /**
   * Nobody is known yet.
   *
   * @param nanoTime a clock that only goes forward, such as {@link System#nanoTime}
   */
  public ClientLimiter(FedZkLimits limits, LongSupplier nanoTime) {
    this(
        limits,
        new Ticker() {
          @Override
          public long read() {
            return nanoTime.getAsLong();
          }
        });
  }

  ClientLimiter(FedZkLimits limits, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
    Duration memory =
        limits.window().compareTo(limits.block()) > 0 ? limits.window() : limits.block();
    clients =
        CacheBuilder.newBuilder()
            .maximumSize(MAX_CLIENTS)
            .expireAfterAccess(memory)
            .ticker(ticker)
            .build();
  }

  /** Counts a request, if it may be answered. */
  public Verdict request(String client) {
    return of(client).request(ticker.read());
  }

  /** How long until the next request may be answered; zero if it may be now. */
  public Duration wait(String client) {
    return Duration.ofNanos(Math.max(0, of(client).waitNanos(ticker.read())));
  }

  /** Counts a failure. */
  public void failed(String client) {
    of(client).failed(ticker.read());
  }

  long blocked() {
    long now = ticker.read();
    return clients.asMap().values().stream().filter(client -> client.blocked(now)).count();
  }

  private Client of(String client) {
    try {
      return clients.get(client, Client::new);
    } catch (ExecutionException e) {
      throw new AssertionError("making a client does not throw", e);
    }
  }
}
