package dev.fedbench.zmq;

import dev.fedbench.rpc.RpcRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads names of methods and topics. Those seen lately are not decoded and checked again. Not
 * thread-safe.
 */
final class Names {

  private static final int SLOTS = 256;

  private final String[] slots = new String[SLOTS];

  /** The name in these bytes; empty if they are no name. */
  Optional<String> read(ByteBuffer bytes, int at, int length) {
    if (length < 1 || length > 100) {
      return Optional.empty();
    }
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes.get(at + i);
    }
    int slot = (hash ^ hash >>> 8) & SLOTS - 1;
    String known = slots[slot];
    if (known != null && same(known, bytes, at, length)) {
      return Optional.of(known);
    }
    byte[] copy = new byte[length];
    bytes.get(at, copy);
    String name = new String(copy, StandardCharsets.ISO_8859_1);
    if (!RpcRequest.isMethod(name)) {
      return Optional.empty();
    }
    slots[slot] = name;
    return Optional.of(name);
  }

  private static boolean same(String name, ByteBuffer bytes, int at, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != (bytes.get(at + i) & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
