package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.identity.ClientKey;
import dev.fedbench.core.fl.identity.FleetKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ids and keys of a fleet's clients, by slot from 0. Thread-safe. */
public interface Credentials {

  /** How many clients. */
  int size();

  /** The client's id. */
  String id(int slot);

  /** The client's key; empty where updates are not signed. */
  Optional<ClientKey> key(int slot);

  /** Clients 0 to n - 1 without keys. */
  static Credentials unsigned(int size) {
    return new Credentials() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public String id(int slot) {
        return Integer.toString(slot);
      }

      @Override
      public Optional<ClientKey> key(int slot) {
        return Optional.empty();
      }
    };
  }

  /** Clients 0 to n - 1 with the keys of a fleet. */
  static Credentials signed(FleetKeys keys) {
    return new Credentials() {
      @Override
      public int size() {
        return keys.size();
      }

      @Override
      public String id(int slot) {
        return Integer.toString(slot);
      }

      @Override
      public Optional<ClientKey> key(int slot) {
        return Optional.of(keys.key(slot));
      }
    };
  }

  /** Clients of those ids and keys, the first {@code size} of them. */
  static Credentials of(Map<String, ClientKey> keys, int size) {
    List<String> ids = List.copyOf(keys.keySet());
    return new Credentials() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public String id(int slot) {
        return ids.get(slot);
      }

      @Override
      public Optional<ClientKey> key(int slot) {
        return Optional.of(keys.get(ids.get(slot)));
      }
    };
  }
}
