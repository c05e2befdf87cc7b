package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the coordinator tells everyone.
 *
 * @param kind what is asked
 * @param round the round; 0 outside synchronous rounds
 * @param nonce 16 bytes that submissions of this round must carry; zeros but for FIT
 * @param modelVersion the model it is about
 * @param selection who is asked
 * @param model that model's {@link TensorFrame}, if it has not been announced before
 * @param text why the run ended; empty but for FINISHED
 */
public record Announcement(
    Kind kind,
    int round,
    byte[] nonce,
    long modelVersion,
    Selection selection,
    Optional<ByteBuffer> model,
    String text) {

  /** What is asked. */
  public enum Kind {
    /** The selected clients train. */
    FIT,
    /** The selected clients evaluate. */
    EVALUATE,
    /** Clients make their passes at their own pace, from this model on. */
    OPEN,
    /** The run is over. */
    FINISHED
  }

  private static final Kind[] KINDS = Kind.values();

  public ByteBuffer encode() {
    Text reason = Text.of(text);
    int modelSize = model.map(ByteBuffer::remaining).orElse(0);
    ByteBuffer out =
        ByteBuffer.allocate(1 + 4 + 16 + 8 + selection.size() + reason.size() + modelSize);
    out.put((byte) kind.ordinal()).putInt(round).put(nonce).putLong(modelVersion);
    selection.write(out);
    reason.write(out);
    model.ifPresent(frame -> out.put(frame.duplicate()));
    return out.flip();
  }

  public static Announcement decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    int kind = in.u8("kind");
    if (kind >= KINDS.length) {
      throw new MalformedMessageException("kind: " + kind);
    }
    int round = in.u31("round");
    byte[] nonce = in.bytes(16, "nonce");
    long version = in.u63("model version");
    Selection selection = Selection.read(in);
    String text = in.text(Text.MAX_BYTES, "text");
    ByteBuffer rest = in.rest();
    return new Announcement(
        KINDS[kind],
        round,
        nonce,
        version,
        selection,
        rest.hasRemaining() ? Optional.of(rest) : Optional.empty(),
        text);
  }
}
