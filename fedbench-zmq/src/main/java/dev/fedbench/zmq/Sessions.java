package dev.fedbench.zmq;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server's sessions: those with a connection, and those that had one lately. The loop's. */
final class Sessions {

  private final int most;
  private final Map<SessionId, Session> byId = new HashMap<>();
  private final Map<Route, Session> byRoute = new HashMap<>();

  /** Without a connection, the longest first. */
  private final Map<SessionId, Session> apart = new LinkedHashMap<>();

  Sessions(int most) {
    this.most = most;
  }

  Optional<Session> at(Route route) {
    return Optional.ofNullable(byRoute.get(route));
  }

  Optional<Session> find(SessionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Whether another finds room; one that has no connection and no call may have to go. */
  Optional<Session> toMakeRoom() {
    return byId.size() < most
        ? Optional.empty()
        : apart.values().stream().filter(each -> each.running.isEmpty()).findFirst();
  }

  boolean full() {
    return byId.size() >= most;
  }

  /** The session has this connection now, and no other. */
  void attach(Session session, Route route) {
    session.route.ifPresent(byRoute::remove);
    apart.remove(session.id);
    byId.put(session.id, session);
    byRoute.put(route, session);
    session.route = Optional.of(route);
  }

  /** The session has no connection. */
  void detach(Session session, long nowNanos) {
    session.route.ifPresent(byRoute::remove);
    session.route = Optional.empty();
    session.apartSinceNanos = nowNanos;
    apart.put(session.id, session);
  }

  void remove(Session session) {
    session.route.ifPresent(byRoute::remove);
    session.route = Optional.empty();
    apart.remove(session.id);
    byId.remove(session.id);
  }

  /** Those that have had no connection since then or longer. */
  List<Session> apartSince(long nanos) {
    List<Session> found = new ArrayList<>();
    for (Session each : apart.values()) {
      if (each.apartSinceNanos - nanos > 0) {
        break;
      }
      found.add(each);
    }
    return found;
  }

  /** Since when the longest has had no connection; empty if all have one. */
  Optional<Long> longestApart() {
    return apart.values().stream().findFirst().map(each -> each.apartSinceNanos);
  }

  Collection<Session> all() {
    return List.copyOf(byId.values());
  }

  int size() {
    return byId.size();
  }
}
