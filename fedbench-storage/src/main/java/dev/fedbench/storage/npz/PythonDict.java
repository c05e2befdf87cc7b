package dev.fedbench.storage.npz;

import dev.fedbench.storage.TensorInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The literal that NumPy writes: three keys, each once, in any order. */
final class PythonDict {

  private static final int KEYS = 3;
  private static final Pattern NEXT =
      Pattern.compile(
          "\\s*'(?<key>descr|fortran_order|shape)':\\s*"
              + "(?:'(?<descr>[^']{1,16})'|(?<order>True|False)|\\((?<shape>[0-9, L]{0,2000})\\))"
              + "\\s*,?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}L?");

  private String descr = "";
  private boolean fortranOrder;
  private final List<Long> shape = new ArrayList<>();

  PythonDict(String name, String text) throws NpzException {
    String stripped = text.strip();
    if (!stripped.startsWith("{") || !stripped.endsWith("}")) {
      throw unreadable(name, text);
    }
    Matcher entries = NEXT.matcher(stripped.substring(1, stripped.length() - 1));
    int at = 0;
    Set<String> keys = new HashSet<>();
    while (entries.find(at) && entries.start() == at) {
      at = entries.end();
      if (!keys.add(entries.group("key"))) {
        throw unreadable(name, text);
      }
      take(name, entries);
    }
    if (keys.size() != KEYS || !stripped.substring(1 + at, stripped.length() - 1).isBlank()) {
      throw unreadable(name, text);
    }
  }

  private void take(String name, Matcher entry) throws NpzException {
    String key = entry.group("key");
    String value = entry.group(key.equals("fortran_order") ? "order" : key);
    if (value == null) {
      throw unreadable(name, entry.group());
    }
    switch (key) {
      case "descr" -> descr = value;
      case "fortran_order" -> fortranOrder = value.equals("True");
      default -> {
        String[] parts = value.isBlank() ? new String[0] : value.split(",", -1);
        int last = parts.length - 1; // a comma may follow the last number
        for (int i = 0; i <= last && (i < last || i == 0 || !parts[i].isBlank()); i++) {
          shape.add(number(name, parts[i].strip()));
        }
      }
    }
  }

  private long number(String name, String part) throws NpzException {
    if (!NUMBER.matcher(part).matches() || shape.size() == TensorInfo.MAX_RANK) {
      throw unreadable(name, part);
    }
    return Long.parseLong(part.replace("L", ""));
  }

  private static NpzException unreadable(String name, String text) {
    return new NpzException(
        "'%s' has the header '%s'; expected a dict of descr, fortran_order and shape"
            .formatted(name, text.length() <= 120 ? text.strip() : text.substring(0, 120) + "…"));
  }

  String descr() {
    return descr;
  }

  boolean fortranOrder() {
    return fortranOrder;
  }

  List<Long> shape() {
    return shape;
  }
}
