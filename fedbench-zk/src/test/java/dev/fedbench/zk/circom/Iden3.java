package dev.fedbench.zk.circom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Takes files in iden3's container format apart and puts them together again, wrongly if asked. */
final class Iden3 {

  record Part(int type, byte[] bytes) {}

  final byte[] head;
  final List<Part> parts;

  private Iden3(byte[] head, List<Part> parts) {
    this.head = head;
    this.parts = parts;
  }

  static Iden3 of(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(12);
    List<Part> parts = new ArrayList<>();
    while (in.hasRemaining()) {
      int type = in.getInt();
      byte[] bytes = new byte[(int) in.getLong()];
      in.get(bytes);
      parts.add(new Part(type, bytes));
    }
    return new Iden3(Arrays.copyOf(file, 8), parts);
  }

  byte[] file() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    out.writeBytes(u32(parts.size()));
    for (Part part : parts) {
      out.writeBytes(u32(part.type()));
      out.writeBytes(u64(part.bytes().length));
      out.writeBytes(part.bytes());
    }
    return out.toByteArray();
  }

  byte[] part(int type) {
    return parts.stream().filter(part -> part.type() == type).findFirst().orElseThrow().bytes();
  }

  Iden3 with(int type, byte[] bytes) {
    List<Part> changed = new ArrayList<>(parts);
    changed.replaceAll(part -> part.type() == type ? new Part(type, bytes) : part);
    return new Iden3(head, changed);
  }

  Iden3 with(int type, int at, byte[] bytes) {
    byte[] changed = part(type).clone();
    System.arraycopy(bytes, 0, changed, at, bytes.length);
    return with(type, changed);
  }

  Iden3 without(int type) {
    return arranged(list -> list.stream().filter(part -> part.type() != type).toList());
  }

  Iden3 twice(int type) {
    return and(type, part(type));
  }

  Iden3 and(int type, byte[] bytes) {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(type, bytes));
    return new Iden3(head, more);
  }

  Iden3 arranged(UnaryOperator<List<Part>> order) {
    return new Iden3(head, order.apply(parts));
  }

  static byte[] u32(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  static byte[] u64(long number) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }

  /** Larger than any prime of 254 bits. */
  static byte[] tooLarge() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }
}
