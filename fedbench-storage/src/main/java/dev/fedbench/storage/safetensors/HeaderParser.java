package dev.fedbench.storage.safetensors;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parses a header, totally: any bytes are a header or a {@link SafetensorsException}. Names are
 * kept as they are and never used as paths.
 */
final class HeaderParser {

  /** A tensor and where its bytes are. */
  private record Span(TensorInfo tensor, long from, long to) {}

  private final Json json;
  private final List<Span> spans = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private Map<String, String> metadata = Map.of();

  private HeaderParser(Json json) {
    this.json = json;
  }

  static Header parse(byte[] bytes) throws SafetensorsException {
    HeaderParser parser = new HeaderParser(new Json(bytes, 0, bytes.length));
    parser.object();
    parser.json.end();
    parser.requireContiguous();
    return new Header(parser.spans.stream().map(Span::tensor).toList(), parser.metadata);
  }

  private void object() throws SafetensorsException {
    json.expect('{');
    if (json.take('}')) {
      return;
    }
    do {
      String name = json.string();
      json.expect(':');
      if (!names.add(name)) {
        throw json.error("'%s' is there twice".formatted(shown(name)));
      }
      if (name.equals(Header.METADATA)) {
        metadata = metadata();
      } else if (spans.size() == CheckpointSource.MAX_TENSORS) {
        throw json.error("more than %d tensors".formatted(CheckpointSource.MAX_TENSORS));
      } else {
        spans.add(tensor(name));
      }
    } while (json.take(','));
    json.expect('}');
  }

  private static String shown(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }

  private Map<String, String> metadata() throws SafetensorsException {
    Map<String, String> found = new LinkedHashMap<>();
    json.expect('{');
    if (json.take('}')) {
      return found;
    }
    do {
      String key = json.string();
      json.expect(':');
      if (found.put(key, json.string()) != null) {
        throw json.error("metadata '%s' is there twice".formatted(shown(key)));
      }
    } while (json.take(','));
    json.expect('}');
    return found;
  }

  private Span tensor(String name) throws SafetensorsException {
    Optional<String> dtype = Optional.empty();
    Optional<List<Long>> shape = Optional.empty();
    Optional<List<Long>> offsets = Optional.empty();
    Set<String> seen = new HashSet<>();
    json.expect('{');
    do {
      String field = json.string();
      json.expect(':');
      if (!seen.add(field) || seen.size() > 16) {
        throw json.error(
            "tensor '%s' has the field '%s' twice, or too many"
                .formatted(shown(name), shown(field)));
      }
      switch (field) {
        case "dtype" -> dtype = Optional.of(json.string());
        case "shape" -> shape = Optional.of(wholes());
        case "data_offsets" -> offsets = Optional.of(wholes());
        default -> json.skip();
      }
    } while (json.take(','));
    json.expect('}');
    if (dtype.isEmpty() || shape.isEmpty() || offsets.isEmpty() || offsets.get().size() != 2) {
      throw json.error(
          "tensor '%s' needs dtype, shape and two data_offsets".formatted(shown(name)));
    }
    return span(name, dtype.get(), shape.get(), offsets.get());
  }

  private List<Long> wholes() throws SafetensorsException {
    List<Long> values = new ArrayList<>();
    json.expect('[');
    if (json.take(']')) {
      return values;
    }
    do {
      if (values.size() == TensorInfo.MAX_RANK) {
        throw json.error("more than %d dimensions".formatted(TensorInfo.MAX_RANK));
      }
      values.add(json.whole());
    } while (json.take(','));
    json.expect(']');
    return values;
  }

  private Span span(String name, String dtype, List<Long> shape, List<Long> offsets)
      throws SafetensorsException {
    Dtype known =
        Dtype.named(dtype)
            .orElseThrow(
                () ->
                    json.error(
                        "tensor '%s' is of dtype '%s'; expected one of %s"
                            .formatted(
                                shown(name), shown(dtype), Arrays.toString(Dtype.values()))));
    TensorInfo tensor;
    try {
      tensor = new TensorInfo(name, known, shape);
    } catch (IllegalArgumentException e) {
      throw json.error(e.getMessage());
    }
    long from = offsets.get(0);
    long to = offsets.get(1);
    if (to < from || to - from != tensor.bytes()) {
      throw json.error(
          "tensor '%s' is at bytes %d to %d; expected %d bytes for %s%s"
              .formatted(shown(name), from, to, tensor.bytes(), known, shape));
    }
    return new Span(tensor, from, to);
  }

  /** Orders the tensors by their bytes: these must follow each other from 0 on. */
  private void requireContiguous() throws SafetensorsException {
    spans.sort(Comparator.comparingLong(Span::from).thenComparingLong(Span::to));
    long at = 0;
    for (Span span : spans) {
      if (span.from != at) {
        throw new SafetensorsException(
            "tensor '%s' starts at byte %d of the data; expected %d: tensors neither overlap nor leave holes"
                .formatted(shown(span.tensor.name()), span.from, at));
      }
      at = span.to;
    }
  }
}
