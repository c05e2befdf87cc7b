package dev.fedbench.storage.config;

import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.codec.DeflateCodec;
import dev.fedbench.storage.codec.SnappyByteCodec;
import dev.fedbench.storage.codec.Strategy;
import java.util.Map;

/** How chunks are encoded, in the place of what is smallest for each. All are lossless. */
public enum Encoding {
  /** {@link Strategy#DELTA} wherever there is a reference. */
  DELTA(true),
  /** {@link Strategy#XOR} wherever there is a reference. */
  XOR(true),
  /** {@link Strategy#FLOAT32_RAW} wherever there is a reference. */
  FLOAT32_RAW(true),
  /** {@link Strategy#COMPRESSED} by the JDK's deflate. */
  DEFLATE(true),
  /** {@link Strategy#COMPRESSED} by Snappy. */
  SNAPPY(true),
  /** {@link Strategy#PLANES}: each chunk alone. */
  PLANES(false),
  /** The smallest for each, but no differences. */
  ALONE(false),
  /** {@link Strategy#RAW}: the bytes as they are. */
  RAW(false);

  /** What the key {@code delta_encoding} may say. */
  static final Map<String, Encoding> OF_DELTAS =
      Map.of(
          "delta", DELTA,
          "xor", XOR,
          "float32_raw", FLOAT32_RAW,
          "compressed", DEFLATE,
          "planes", PLANES,
          "none", ALONE);

  /** What the environment may say of compression. */
  static final Map<String, Encoding> OF_COMPRESSION =
      Map.of(
          "none", RAW,
          "planes", PLANES,
          "delta", DELTA,
          "xor", XOR,
          "float32_raw", FLOAT32_RAW,
          "deflate", DEFLATE,
          "snappy", SNAPPY);

  private final boolean usesReferences;

  Encoding(boolean usesReferences) {
    this.usesReferences = usesReferences;
  }

  /** Whether chunks may be encoded against others. */
  public boolean usesReferences() {
    return usesReferences;
  }

  /**
   * Makes a store encode so.
   *
   * @throws IllegalArgumentException if the codec is not here; it names the artifact that adds it
   */
  StoreOptions in(StoreOptions options) {
    StoreOptions found =
        usesReferences ? options : options.withChainMax(0).withChooser(ReferenceChooser.NONE);
    return switch (this) {
      case DELTA -> found.withStrategy(Strategy.DELTA);
      case XOR -> found.withStrategy(Strategy.XOR);
      case FLOAT32_RAW -> found.withStrategy(Strategy.FLOAT32_RAW);
      case DEFLATE -> found.withByteCodec(new DeflateCodec());
      case SNAPPY -> found.withByteCodec(SnappyByteCodec.require());
      case PLANES -> found.withStrategy(Strategy.PLANES);
      case RAW -> found.withStrategy(Strategy.RAW);
      case ALONE -> found;
    };
  }
}
