package dev.fedbench.core.fl.wire;

import dev.fedbench.fl.FederatedConfig;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;

/**
 * A set of clients: everyone, or a bitmap of indexes.
 *
 * @param members the indexes; empty for everyone
 */
public record Selection(Optional<byte[]> members) {

  /** Everyone. */
  public static final Selection ALL = new Selection(Optional.empty());

  /** The clients of those indexes. */
  public static Selection of(BitSet indexes) {
    return new Selection(Optional.of(indexes.toByteArray()));
  }

  /** Whether it holds the client of that index. */
  public boolean contains(int index) {
    if (members.isEmpty()) {
      return true;
    }
    int at = index >> 3;
    return at < members.get().length && (members.get()[at] >> (index & 7) & 1) == 1;
  }

  int size() {
    return 1 + members.map(bits -> 4 + bits.length).orElse(0);
  }

  void write(ByteBuffer out) {
    out.put((byte) (members.isPresent() ? 1 : 0));
    members.ifPresent(bits -> out.putInt(bits.length).put(bits));
  }

  static Selection read(Reader in) throws MalformedMessageException {
    if (!in.flag("selection")) {
      return ALL;
    }
    int length = in.u31("selection");
    if (length > FederatedConfig.MAX_CLIENTS / 8 + 1) {
      throw new MalformedMessageException("selection: %d bytes".formatted(length));
    }
    return new Selection(Optional.of(in.bytes(length, "selection")));
  }
}
