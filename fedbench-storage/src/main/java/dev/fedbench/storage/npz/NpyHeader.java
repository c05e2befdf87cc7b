package dev.fedbench.storage.npz;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.TensorInfo;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The header of an .npy array, versions 1.0 and 2.0: magic, version, length, and a Python dict with
 * the keys descr, fortran_order and shape.
 */
final class NpyHeader {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy itself refuses more than 10,000 unless told otherwise. */
  private static final int MAX_BYTES = 1 << 16;

  /** The data starts at a multiple of so many bytes. */
  private static final int ALIGNMENT = 64;

  private static final Map<Dtype, String> DESCR = new EnumMap<>(Dtype.class);

  static {
    DESCR.put(Dtype.BOOL, "|b1");
    DESCR.put(Dtype.U8, "|u1");
    DESCR.put(Dtype.I8, "|i1");
    DESCR.put(Dtype.U16, "<u2");
    DESCR.put(Dtype.I16, "<i2");
    DESCR.put(Dtype.U32, "<u4");
    DESCR.put(Dtype.I32, "<i4");
    DESCR.put(Dtype.U64, "<u8");
    DESCR.put(Dtype.I64, "<i8");
    DESCR.put(Dtype.F16, "<f2");
    DESCR.put(Dtype.F32, "<f4");
    DESCR.put(Dtype.F64, "<f8");
  }

  private NpyHeader() {}

  /** A header of version 1.0, or of 2.0 if the shape is long. */
  static byte[] write(TensorInfo tensor) throws NpzException {
    String descr =
        Optional.ofNullable(DESCR.get(tensor.dtype()))
            .orElseThrow(
                () ->
                    new NpzException(
                        "tensor %s: NumPy has no dtype for it; write safetensors instead"
                            .formatted(tensor)));
    String shape =
        tensor.shape().stream().map(d -> d + ",").collect(Collectors.joining(" ", "(", ")"));
    String dict = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
    int prefix = MAGIC.length + 2 + Short.BYTES;
    int unpadded = prefix + dict.length() + 1;
    int total = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - prefix));
    header.put(dict.getBytes(StandardCharsets.US_ASCII));
    Arrays.fill(header.array(), header.position(), total - 1, (byte) ' ');
    header.array()[total - 1] = '\n';
    return header.array();
  }

  /** Reads a header, and leaves the stream where the data starts. */
  static TensorInfo read(String name, InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new NpzException("'%s' is no .npy array".formatted(name));
    }
    int major = start[MAGIC.length];
    if (major != 1 && major != 2) {
      throw new NpzException("'%s' is of .npy version %d; expected 1 or 2".formatted(name, major));
    }
    byte[] length = in.readNBytes(major == 1 ? Short.BYTES : Integer.BYTES);
    long bytes = 0;
    for (int i = length.length - 1; i >= 0; i--) {
      bytes = bytes << 8 | length[i] & 0xff;
    }
    if (bytes > MAX_BYTES) {
      throw new NpzException(
          "'%s' has a header of %d bytes; expected at most %d".formatted(name, bytes, MAX_BYTES));
    }
    byte[] dict = in.readNBytes((int) bytes);
    if (length.length < Short.BYTES || dict.length < bytes) {
      throw new EOFException("'%s' ends in its header".formatted(name));
    }
    return parse(name, new String(dict, StandardCharsets.ISO_8859_1));
  }

  /** The dict, in any order of its keys, as Python writes it. */
  private static TensorInfo parse(String name, String dict) throws NpzException {
    PythonDict values = new PythonDict(name, dict);
    if (values.fortranOrder()) {
      throw new NpzException(
          "'%s' is in Fortran order; save numpy.ascontiguousarray of it".formatted(name));
    }
    Dtype dtype =
        dtype(values.descr())
            .orElseThrow(
                () ->
                    new NpzException(
                        "'%s' is of dtype '%s'; expected one of %s: little-endian numbers"
                            .formatted(name, values.descr(), new ArrayList<>(DESCR.values()))));
    try {
      return new TensorInfo(name, dtype, values.shape());
    } catch (IllegalArgumentException e) {
      throw new NpzException(e.getMessage(), e);
    }
  }

  private static Optional<Dtype> dtype(String descr) {
    List<String> spellings =
        descr.endsWith("1")
            ? List.of("|" + descr.substring(Math.min(1, descr.length())))
            : List.of(descr);
    return DESCR.entrySet().stream()
        .filter(entry -> spellings.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
