package dev.fedbench.storage.safetensors;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.TensorInfo;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file of safetensors starts with, less the eight bytes that say how long it is.
 *
 * @param tensors in the order of their bytes in the file
 * @param metadata the object {@code __metadata__}
 */
record Header(List<TensorInfo> tensors, Map<String, String> metadata) {

  /** The format's own limit. */
  static final int MAX_BYTES = 100_000_000;

  static final String METADATA = "__metadata__";

  Header {
    tensors = List.copyOf(tensors);
    metadata = Map.copyOf(metadata);
  }

  /** All bytes of the tensors, which follow the header without holes. */
  long dataBytes() {
    return tensors.stream().mapToLong(TensorInfo::bytes).sum();
  }

  /** A header as we write it: tensors in order, padded with spaces to a multiple of 8. */
  static byte[] write(CheckpointSource source) throws SafetensorsException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text(out, "{");
    String separator = "";
    if (!source.metadata().isEmpty()) {
      text(out, quoted(METADATA) + ":{");
      String comma = "";
      for (Map.Entry<String, String> entry : new TreeMap<>(source.metadata()).entrySet()) {
        text(out, comma + quoted(entry.getKey()) + ":" + quoted(entry.getValue()));
        comma = ",";
      }
      text(out, "}");
      separator = ",";
    }
    long offset = 0;
    for (TensorInfo tensor : source.tensors()) {
      if (tensor.name().equals(METADATA)) {
        throw new SafetensorsException(
            "a tensor is named '%s', which safetensors keeps for itself; rename it"
                .formatted(METADATA));
      }
      long end = Math.addExact(offset, tensor.bytes());
      text(out, separator + quoted(tensor.name()) + ":" + fields(tensor, offset, end));
      separator = ",";
      offset = end;
      if (out.size() > MAX_BYTES) {
        throw new SafetensorsException(
            "the header has more than %d bytes; expected fewer tensors or shorter names"
                .formatted(MAX_BYTES));
      }
    }
    text(out, "}");
    byte[] bytes = out.toByteArray();
    byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
    Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
    return padded;
  }

  private static String fields(TensorInfo tensor, long from, long to) {
    String shape = tensor.shape().toString().replace(" ", "");
    return "{\"dtype\":\""
        + tensor.dtype()
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":["
        + from
        + ","
        + to
        + "]}";
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
