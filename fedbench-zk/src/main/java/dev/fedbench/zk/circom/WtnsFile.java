package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.LittleEndian;
import dev.fedbench.zk.field.PrimeField;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** {@code .wtns}, version 2: the values of all wires, plain, the constant 1 first. */
final class WtnsFile {

  private static final int HEADER = 1;
  private static final int VALUES = 2;

  private static final Format FORMAT =
      new Format("wtns", 2, Map.of(HEADER, "header", VALUES, "values"));

  private static final long HEADER_BYTES = 40;
  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();
  private static final int MOST_VALUES = Integer.MAX_VALUE / W - 8;
  private static final LittleEndian PLAIN = new LittleEndian(FIELD, 0);

  private WtnsFile() {}

  /**
   * The values, an element a wire.
   *
   * @param wires how many there must be
   */
  static long[] read(Source source, int wires) throws IOException {
    Sections sections = Sections.of(source, FORMAT);
    SectionReader header = sections.read(HEADER, HEADER_BYTES);
    header.prime(FIELD, "scalar field");
    long at = header.position();
    int count = header.count("values", MOST_VALUES);
    SectionReader in = sections.read(VALUES, (long) LittleEndian.BYTES * count);
    if (count != wires) {
      throw header.fail(at, "%d values; the circuit has %d wires".formatted(count, wires));
    }
    long first = in.position();
    long[] values = FIELD.array(count);
    for (int i = 0; i < count; i++) {
      in.element(PLAIN, values, W * i, "r");
    }
    long[] one = FIELD.array(1);
    FIELD.one(one, 0);
    if (!FIELD.equal(values, 0, one, 0)) {
      throw in.fail(first, "the first value is not 1");
    }
    return values;
  }

  /** Of values as they are in a file. */
  static byte[] bytes(byte[] values) {
    int count = values.length / LittleEndian.BYTES;
    if (count * LittleEndian.BYTES != values.length) {
      throw new IllegalArgumentException(
          "%d bytes; expected %d a value".formatted(values.length, LittleEndian.BYTES));
    }
    ByteBuffer in = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
    long[] elements = FIELD.array(count);
    for (int i = 0; i < count; i++) {
      if (!PLAIN.read(elements, W * i, in, LittleEndian.BYTES * i)) {
        throw new IllegalArgumentException("value %d is not below r".formatted(i));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(elements, out);
    } catch (IOException e) {
      throw new IllegalStateException("nothing was written to a file", e);
    }
    return out.toByteArray();
  }

  static void write(long[] values, OutputStream stream) throws IOException {
    int count = values.length / W;
    SectionWriter out = new SectionWriter(stream, FORMAT, 2);
    out.section(HEADER, HEADER_BYTES);
    out.scalarPrime();
    out.u32(count);
    out.section(VALUES, (long) LittleEndian.BYTES * count);
    for (int i = 0; i < count; i++) {
      out.element(PLAIN, values, W * i);
    }
    out.finish();
  }
}
