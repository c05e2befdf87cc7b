package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.proof.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Hands the run's keys to whoever asks: they are public. Encoded once, when the first asks.
 * Thread-safe.
 */
final class KeyDesk {

  private final Keys keys;
  private Optional<ByteBuffer> encoded = Optional.empty();

  KeyDesk(Keys keys) {
    this.keys = keys;
  }

  /** The keys of that id; there is but one. */
  synchronized ByteBuffer fetch(String keyId) throws RefusedException {
    if (!keyId.equals(keys.id())) {
      throw new RefusedException(
          Cause.MALFORMED, "no keys of that id; this coordinator's have %s", keys.id());
    }
    if (encoded.isEmpty()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        keys.write(out);
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
      encoded = Optional.of(ByteBuffer.wrap(out.toByteArray()).asReadOnlyBuffer());
    }
    return encoded.get().duplicate();
  }
}
