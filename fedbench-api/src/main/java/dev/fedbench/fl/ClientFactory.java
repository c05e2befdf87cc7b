package dev.fedbench.fl;

/** Makes clients; called by many threads at once. A constructor reference will do. */
@FunctionalInterface
public interface ClientFactory {

  /**
   * Makes the client of that context.
   *
   * <p>A client lives as long as the run if the run has at most {@value #MAX_KEPT} clients. Beyond
   * that each turn gets a client of its own, closed after it, so that a million clients need no
   * million objects.
   *
   * @throws Exception if there can be no such client: its updates count as failed
   */
  Client create(ClientContext context) throws Exception;

  /**
   * What reports call the work that these clients do; part of what identifies a scenario in other
   * runs. Unless overridden, the name of the factory's class; a lambda has none, and is {@code
   * custom-} and the name of the outermost class that it is written in.
   */
  default String workload() {
    Class<?> type = getClass();
    if (!type.isHidden() && !type.isAnonymousClass()) {
      return type.getSimpleName();
    }
    Class<?> host = type.getNestHost(); // of a lambda's class, which changes from run to run
    return host.isHidden() ? "custom" : "custom-" + host.getSimpleName();
  }

  /** How many clients a run keeps alive between their turns. */
  int MAX_KEPT = 10_000;
}
