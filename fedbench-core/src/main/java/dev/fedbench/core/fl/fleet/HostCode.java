package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Cause;
import java.util.function.BooleanSupplier;

/**
 * Calls a host's code on a worker's thread. Whatever it throws fails that turn alone, and an
 * interrupt that it throws or leaves behind is its own affair, unless the workers are being
 * stopped.
 */
final class HostCode {

  /** A hook of the host. */
  interface Hook<T> {
    T call() throws Exception;
  }

  private final BooleanSupplier stopping;

  HostCode(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  /**
   * Calls a hook.
   *
   * @param name what messages call it
   * @throws TurnFailedException CLIENT_ERROR, if it threw or returned null
   * @throws InterruptedException if the workers are being stopped
   */
  <T> T call(String name, Hook<T> hook) throws TurnFailedException, InterruptedException {
    try {
      T result = hook.call();
      if (result == null) {
        throw new TurnFailedException(Cause.CLIENT_ERROR, name + " returned null");
      }
      return result;
    } catch (TurnFailedException e) {
      throw e;
    } catch (Throwable e) { // also an assertion, a stack overflow: the others go on
      if (e instanceof InterruptedException interrupt && stopping.getAsBoolean()) {
        throw interrupt;
      }
      throw new TurnFailedException(Cause.CLIENT_ERROR, name + ": " + describe(e));
    } finally {
      Thread.interrupted();
      if (stopping.getAsBoolean()) { // after the flag is clear, so that no stop is lost
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String describe(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (RuntimeException | Error e) { // its message is a host's code, too
      return thrown.getClass().getName();
    }
  }
}
