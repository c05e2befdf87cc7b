package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.LittleEndian;
import dev.fedbench.zk.field.PrimeField;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a section from its start to its end, never beyond, in pieces of bounded size. Not
 * thread-safe.
 */
final class SectionReader {

  private static final int PIECE_BYTES = 1 << 18;

  private final Source source;
  private final String title;
  private final long end;
  private final byte[] bytes;
  private final ByteBuffer buffer;

  /** Where in the file the buffer starts. */
  private long bufferFrom;

  SectionReader(Source source, String title, long from, long size) {
    this.source = source;
    this.title = title;
    this.end = from + size;
    this.bufferFrom = from;
    bytes = new byte[(int) Math.min(size, PIECE_BYTES)];
    buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }

  /** The next byte's place in the file. */
  long position() {
    return bufferFrom + buffer.position();
  }

  /** Bytes that are left. */
  long remaining() {
    return end - position();
  }

  private void need(int count) throws IOException {
    if (count > remaining()) {
      throw fail("the section ends here; expected %d bytes more".formatted(count - remaining()));
    }
    if (count > buffer.remaining()) {
      bufferFrom = position();
      int some = (int) Math.min(bytes.length, end - bufferFrom);
      source.read(bytes, some, bufferFrom);
      buffer.clear().limit(some);
    }
  }

  /** An unsigned number of 32 bits. */
  long u32() throws IOException {
    need(Integer.BYTES);
    return Integer.toUnsignedLong(buffer.getInt());
  }

  /** An unsigned number of 64 bits, negative from 2^63 on. */
  long u64() throws IOException {
    need(Long.BYTES);
    return buffer.getLong();
  }

  /** A number from 0 to a bound. */
  int count(String what, long most) throws IOException {
    long at = position();
    long count = u32();
    if (count > Math.min(most, Integer.MAX_VALUE)) {
      throw fail(at, "%d %s; expected at most %d".formatted(count, what, most));
    }
    return (int) count;
  }

  /** A few bytes. */
  byte[] bytes(int count) throws IOException {
    need(count);
    byte[] copy = new byte[count];
    buffer.get(copy);
    return copy;
  }

  /** z = an element of a field. */
  void element(LittleEndian encoding, long[] z, int zo, String prime) throws IOException {
    need(LittleEndian.BYTES);
    if (!encoding.read(z, zo, buffer, buffer.position())) {
      throw fail("not below " + prime);
    }
    buffer.position(buffer.position() + LittleEndian.BYTES);
  }

  /** The size and the prime of a field, which must be those. */
  void prime(PrimeField expected, String name) throws IOException {
    long at = position();
    long size = u32();
    if (size != LittleEndian.BYTES) {
      throw fail(at, "a field of %d bytes; expected bn128's, of 32".formatted(size));
    }
    byte[] found = bytes(LittleEndian.BYTES);
    byte[] reversed = new byte[found.length];
    for (int i = 0; i < found.length; i++) {
      reversed[i] = found[found.length - 1 - i];
    }
    BigInteger prime = new BigInteger(1, reversed);
    if (!prime.equals(expected.prime())) {
      throw fail(
          at + Integer.BYTES,
          "the field of %s elements; expected bn128's %s, %s"
              .formatted(prime, name, expected.prime()));
    }
  }

  /**
   * @throws CircomFileException if there is more
   */
  void end() throws CircomFileException {
    if (remaining() != 0) {
      throw fail("%d bytes more than expected".formatted(remaining()));
    }
  }

  /** A problem with what is read next. */
  CircomFileException fail(String problem) {
    return fail(position(), problem);
  }

  /** A problem at a place of the file. */
  CircomFileException fail(long offset, String problem) {
    return CircomFileException.at(source.name(), title, offset, problem);
  }
}
