package dev.fedbench.circom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes WebAssembly modules byte by byte: functions of 32-bit numbers, one memory. */
final class WasmBuilder {

  private static final int I32 = 0x7f;

  private final List<byte[]> types = new ArrayList<>();
  private final List<byte[]> imports = new ArrayList<>();
  private final List<Integer> functions = new ArrayList<>();
  private final Map<String, Integer> exports = new LinkedHashMap<>();
  private final List<byte[]> bodies = new ArrayList<>();
  private byte[] memory = bytes(1, 0, 1);
  private byte[] table = {};
  private byte[] start = {};
  private byte[] data = {};

  /** Numbers as they are, arrays unfolded. */
  static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof byte[] more) {
        out.writeBytes(more);
      } else {
        out.write((Integer) part);
      }
    }
    return out.toByteArray();
  }

  /** Unsigned LEB128. */
  static byte[] u(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = value;
    while (rest >>> 7 != 0) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    return out.toByteArray();
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes(u(bytes.length), bytes);
  }

  // --- instructions

  static byte[] constant(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x41);
    int rest = value;
    while (rest < -64 || rest > 63) {
      out.write(rest & 0x7f | 0x80);
      rest >>= 7;
    }
    out.write(rest & 0x7f);
    return out.toByteArray();
  }

  static byte[] local(int index) {
    return bytes(0x20, u(index));
  }

  static byte[] call(int function) {
    return bytes(0x10, u(function));
  }

  /** Of a word: the address is on the stack. */
  static byte[] load(int offset) {
    return bytes(0x28, 2, u(offset));
  }

  static byte[] loadByte(int offset) {
    return bytes(0x2d, 0, u(offset));
  }

  /** The address, then the word are on the stack. */
  static byte[] store(int offset) {
    return bytes(0x36, 2, u(offset));
  }

  static final byte[] EQUAL = {0x46};
  static final byte[] ABOVE = {0x4b};
  static final byte[] ADD = {0x6a};
  static final byte[] MUL = {0x6c};
  static final byte[] AND = {0x71};
  static final byte[] OR = {0x72};
  static final byte[] SHL = {0x74};
  static final byte[] SHR = {0x76};
  static final byte[] SELECT = {0x1b};
  static final byte[] DROP = {0x1a};
  static final byte[] GROW = {0x40, 0};

  static byte[] when(byte[]... then) {
    return bytes(0x04, 0x40, join(then), 0x0b);
  }

  static byte[] forever(byte[]... body) {
    return bytes(0x03, 0x40, join(body), 0x0c, 0, 0x0b);
  }

  static byte[] join(byte[]... parts) {
    return bytes((Object[]) parts);
  }

  // --- the module

  private int type(int parameters, int results) {
    byte[] type =
        bytes(
            0x60,
            u(parameters),
            bytes(java.util.Collections.nCopies(parameters, I32).toArray()),
            u(results),
            bytes(java.util.Collections.nCopies(results, I32).toArray()));
    types.add(type);
    return types.size() - 1;
  }

  WasmBuilder rawType(Object... raw) {
    types.add(bytes(raw));
    return this;
  }

  /** Before all functions. Returns its number. */
  int imported(String module, String name, int parameters) {
    imports.add(bytes(text(module), text(name), 0, u(type(parameters, 0))));
    return imports.size() - 1;
  }

  /** The number of the next function. */
  int next() {
    return imports.size() + functions.size();
  }

  /** Returns its number; a body that was there under that name is replaced. */
  int function(String export, int parameters, int results, byte[]... code) {
    byte[] body = bytes(u(0), join(code), 0x0b);
    Integer known = exports.get(export);
    if (known != null) {
      bodies.set(known - imports.size(), body);
      return known;
    }
    int number = next();
    functions.add(type(parameters, results));
    bodies.add(body);
    if (!export.isEmpty()) {
      exports.put(export, number);
    }
    return number;
  }

  WasmBuilder without(String export) {
    exports.remove(export);
    return this;
  }

  WasmBuilder memory(Object... limits) {
    memory = bytes(1, bytes(limits));
    return this;
  }

  WasmBuilder table(Object... limits) {
    table = bytes(1, 0x70, bytes(limits));
    return this;
  }

  WasmBuilder start(int function) {
    start = u(function);
    return this;
  }

  WasmBuilder data(int at, String text) {
    data = bytes(1, 0, constant(at), 0x0b, text(text));
    return this;
  }

  private static byte[] section(int number, byte[] content) {
    return content.length == 0 ? content : bytes(number, u(content.length), content);
  }

  private static byte[] vector(List<byte[]> elements) {
    return bytes(u(elements.size()), bytes(elements.toArray()));
  }

  byte[] build() {
    List<byte[]> numbers = functions.stream().map(WasmBuilder::u).toList();
    List<byte[]> exported =
        exports.entrySet().stream().map(e -> bytes(text(e.getKey()), 0, u(e.getValue()))).toList();
    List<byte[]> code = bodies.stream().map(body -> bytes(u(body.length), body)).toList();
    return bytes(
        new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0},
        section(1, vector(types)),
        section(2, vector(imports)),
        section(3, vector(numbers)),
        section(4, table),
        section(5, memory),
        section(7, vector(exported)),
        section(8, start),
        section(10, vector(code)),
        section(11, data));
  }
}
