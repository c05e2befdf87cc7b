package dev.fedbench.rpc;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts messages for {@link WireStats}, by one definition for all transports, so that their
 * figures can be compared: a message's envelope is {@value #OVERHEAD} bytes (kind, lengths, call
 * id, timeout), its name and order key in UTF-8, and its body. What a transport's own framing adds
 * shows in the socket bytes.
 *
 * <p>Thread-safe, without contention.
 */
public final class WireCounter {

  /** The fixed part of an envelope, in bytes. */
  public static final int OVERHEAD = 24;

  /** A peer cannot make us keep more names than this; later ones are counted together. */
  private static final int MAX_NAMES = 1_000;

  private static final String OTHER = "(other)";

  private record Key(Direction direction, MessageKind kind, String name) {}

  private record Cell(LongAdder messages, LongAdder bytes) {}

  private final ConcurrentMap<Key, Cell> cells = new ConcurrentHashMap<>();

  /** Counts from zero. */
  public WireCounter() {}

  /**
   * Counts one message.
   *
   * @param name the method or topic, ASCII
   * @param orderKey the call's order key; empty for all other kinds
   * @param bodyBytes the body's length
   */
  public void count(
      Direction direction, MessageKind kind, String name, String orderKey, int bodyBytes) {
    Cell cell = cell(new Key(direction, kind, name));
    cell.messages.increment();
    cell.bytes.add((long) OVERHEAD + name.length() + utf8Length(orderKey) + bodyBytes);
  }

  /** What was counted so far, with the socket bytes given. */
  public WireStats stats(OptionalLong socketSent, OptionalLong socketReceived) {
    List<Traffic> traffic =
        cells.entrySet().stream()
            .map(
                entry ->
                    new Traffic(
                        entry.getKey().direction,
                        entry.getKey().kind,
                        entry.getKey().name,
                        entry.getValue().messages.sum(),
                        entry.getValue().bytes.sum()))
            .sorted(
                Comparator.comparing(Traffic::direction)
                    .thenComparing(Traffic::kind)
                    .thenComparing(Traffic::name))
            .toList();
    return new WireStats(traffic, socketSent, socketReceived);
  }

  private Cell cell(Key key) {
    Cell cell = cells.get(key);
    if (cell != null) {
      return cell;
    }
    Key kept = cells.size() < MAX_NAMES ? key : new Key(key.direction, key.kind, OTHER);
    return cells.computeIfAbsent(kept, k -> new Cell(new LongAdder(), new LongAdder()));
  }

  private static int utf8Length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A surrogate pair is 4 bytes, 2 for each half.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
