package dev.fedbench.storage;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the elements of a tensor are. The names are those of safetensors; elements are little-endian
 * everywhere.
 */
public enum Dtype {
  BOOL(1, Kind.INTEGER),
  U8(1, Kind.INTEGER),
  I8(1, Kind.INTEGER),
  U16(2, Kind.INTEGER),
  I16(2, Kind.INTEGER),
  U32(4, Kind.INTEGER),
  I32(4, Kind.INTEGER),
  U64(8, Kind.INTEGER),
  I64(8, Kind.INTEGER),
  /** IEEE 754 binary16. */
  F16(2, Kind.FLOAT),
  /** The upper half of a binary32. */
  BF16(2, Kind.FLOAT),
  /** IEEE 754 binary32. */
  F32(4, Kind.FLOAT),
  /** IEEE 754 binary64. */
  F64(8, Kind.FLOAT);

  private enum Kind {
    INTEGER,
    FLOAT
  }

  private final int bytes;
  private final Kind kind;

  Dtype(int bytes, Kind kind) {
    this.bytes = bytes;
    this.kind = kind;
  }

  /** The dtype of that name, as safetensors spells it: in capitals. */
  public static Optional<Dtype> named(String name) {
    return Arrays.stream(values()).filter(dtype -> dtype.name().equals(name)).findFirst();
  }

  /** Bytes of an element: 1, 2, 4 or 8. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are a sign, an exponent and a fraction. */
  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  /** Bits of the fraction that a floating-point element stores; 0 of an integer. */
  public int fractionBits() {
    return switch (this) {
      case F16 -> 10;
      case BF16 -> 7;
      case F32 -> 23;
      case F64 -> 52;
      default -> 0;
    };
  }
}
