package dev.fedbench.storage.version;

import dev.fedbench.storage.Dtype;
import java.util.Optional;

/** The bytes that stand for dtypes in records. Part of the format. */
final class DtypeCode {

  private static final Dtype[] BY_CODE = {
    Dtype.BOOL,
    Dtype.U8,
    Dtype.I8,
    Dtype.U16,
    Dtype.I16,
    Dtype.U32,
    Dtype.I32,
    Dtype.U64,
    Dtype.I64,
    Dtype.F16,
    Dtype.BF16,
    Dtype.F32,
    Dtype.F64
  };

  private DtypeCode() {}

  static byte of(Dtype dtype) {
    for (int code = 0; code < BY_CODE.length; code++) {
      if (BY_CODE[code] == dtype) {
        return (byte) code;
      }
    }
    throw new IllegalArgumentException("no code for dtype " + dtype);
  }

  static Optional<Dtype> dtype(int code) {
    return code >= 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
  }
}
