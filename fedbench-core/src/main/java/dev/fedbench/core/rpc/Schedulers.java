package dev.fedbench.core.rpc;

import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.spi.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The orders in which a server starts calls, for any transport: a scheduler wraps a handler.
 *
 * <p>A handler that throws, returns null or answers with a failed stage is an ERROR to that caller
 * alone and holds up nobody. One that was told that its call was given up still completes its stage
 * when it has stopped, whatever with: only then is it not running any more.
 */
public final class Schedulers {

  /** A call starts when it arrives. */
  public static final String EXIT_ORDERED = "exit-ordered";

  /** The calls of an order key are served one by one. */
  public static final String KEY_SERIALIZED = "key-serialized";

  private static final Map<String, Function<RpcHandler, Scheduler>> BY_NAME =
      new TreeMap<>(
          Map.of(
              EXIT_ORDERED, Schedulers::exitOrdered,
              KEY_SERIALIZED, Schedulers::keySerialized));

  private Schedulers() {}

  /**
   * Each call starts when it arrives, on the thread that brought it; replies leave in the order in
   * which handlers complete them. The order key is ignored.
   */
  public static Scheduler exitOrdered(RpcHandler handler) {
    return new ExitOrdered(handler);
  }

  /**
   * The calls of one order key are served strictly one at a time in the order in which they arrived
   * at this scheduler, whichever client they came from, and are answered in that order. Keys are
   * independent of each other; calls without a key share one, the empty one. Use one scheduler per
   * server: two share nothing.
   *
   * <p>A call starts when its predecessor's answer is on its way ({@code CallContext.onEnded}), on
   * the thread that sent it, or at once on the thread that brought it if its key is free. A call
   * that is given up while it waits never starts, and its successors do not wait for it. A call
   * that is given up while it runs keeps its key until its handler completes the stage.
   *
   * <p>How many calls may wait is for the transport to bound. A waiting call costs about 200 bytes
   * besides its request; a key without calls costs nothing.
   */
  public static Scheduler keySerialized(RpcHandler handler) {
    return new KeySerialized(handler);
  }

  /** The names that {@link #byName} knows, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The scheduler of that name, around the handler.
   *
   * @throws IllegalArgumentException if there is none; the message names those that there are
   */
  public static Scheduler byName(String name, RpcHandler handler) {
    return Optional.ofNullable(BY_NAME.get(name))
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)))
        .apply(handler);
  }

  private static String unknown(String name) {
    String close =
        Suggestion.closest(name, names()).map(" Did you mean '%s'?"::formatted).orElse("");
    return "unknown scheduler '%s'.%s Expected %s"
        .formatted(name, close, String.join(" or ", names()));
  }
}
