package dev.fedbench.core.fl.wire;

import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.ProofKind;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * What a coordinator wants proved of every update.
 *
 * @param system the name of the proof system
 * @param spec which of its circuits
 * @param scale what values are multiplied with before they are rounded
 * @param bounds what updates keep
 * @param circuitId the circuit's own name
 * @param keyId names the keys
 */
public record ProofTerms(
    String system, CircuitSpec spec, long scale, Bounds bounds, String circuitId, String keyId) {

  private static final ProofKind[] KINDS = ProofKind.values();

  /** No bound is anywhere near so long. */
  private static final int MAX_BOUND_BYTES = 32;

  private static final int MAX_NAME_BYTES = 200;

  int size() {
    return Text.of(system).size()
        + 1
        + 8
        + 1
        + 8
        + 1
        + bounds.maxNormSq().toByteArray().length
        + 8
        + Text.of(circuitId).size()
        + Text.of(keyId).size();
  }

  void write(ByteBuffer out) {
    Text.of(system).write(out);
    out.put((byte) spec.kind().ordinal()).putLong(spec.values()).put((byte) spec.bits());
    out.putLong(scale);
    byte[] maxNormSq = bounds.maxNormSq().toByteArray();
    out.put((byte) maxNormSq.length).put(maxNormSq).putLong(bounds.minActive());
    Text.of(circuitId).write(out);
    Text.of(keyId).write(out);
  }

  static ProofTerms read(Reader in) throws MalformedMessageException {
    return Reader.total(
        () -> {
          String system = in.text(MAX_NAME_BYTES, "proof system");
          int kind = in.u8("proof kind");
          if (kind >= KINDS.length) {
            throw new MalformedMessageException("proof kind: " + kind);
          }
          CircuitSpec spec = new CircuitSpec(KINDS[kind], in.u63("values"), in.u8("bits"));
          long scale = in.u63("scale");
          if (scale < 1 || scale > 1L << 31) {
            throw new MalformedMessageException("scale: " + scale);
          }
          int length = in.u8("bound");
          if (length < 1 || length > MAX_BOUND_BYTES) {
            throw new MalformedMessageException("bound: %d bytes".formatted(length));
          }
          BigInteger maxNormSq = new BigInteger(in.bytes(length, "bound"));
          Bounds bounds = new Bounds(maxNormSq, in.u63("min active"));
          return new ProofTerms(
              system,
              spec,
              scale,
              bounds,
              in.text(MAX_NAME_BYTES, "circuit id"),
              in.text(MAX_NAME_BYTES, "key id"));
        });
  }
}
