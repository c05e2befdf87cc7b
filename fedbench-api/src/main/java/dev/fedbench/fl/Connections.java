package dev.fedbench.fl;

/** How simulated clients share connections to the coordinator. */
public enum Connections {
  /** Per client up to {@value #MOST_PER_CLIENT} clients, shared beyond. */
  AUTO,
  /** Each client has a connection of its own and receives every model itself, as devices do. */
  PER_CLIENT,
  /** All clients share a pool of connections, and one copy of every model. */
  SHARED;

  /** The most clients that AUTO gives a connection each. */
  public static final int MOST_PER_CLIENT = 256;

  /** What it comes to for so many clients: PER_CLIENT or SHARED. */
  public Connections effective(int clients) {
    if (this != AUTO) {
      return this;
    }
    return clients <= MOST_PER_CLIENT ? PER_CLIENT : SHARED;
  }
}
