package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.LittleEndian;
import dev.fedbench.zk.field.PrimeField;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a file in iden3's container format, section by section. Not thread-safe. */
final class SectionWriter {

  private static final int PIECE_BYTES = 1 << 16;

  private static final LittleEndian SCALAR = new LittleEndian(PrimeField.SCALAR, 0);
  private static final LittleEndian BASE = new LittleEndian(PrimeField.BASE, 0);

  private final OutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private int sectionsLeft;
  private long bytesLeft;

  /** Of a file with so many sections. */
  SectionWriter(OutputStream out, Format format, int sections) throws IOException {
    this.out = out;
    buffer.put(format.magic().getBytes(StandardCharsets.US_ASCII));
    buffer.putInt(format.version()).putInt(sections);
    sectionsLeft = sections;
  }

  /** Starts a section of so many bytes. */
  void section(int type, long bytes) throws IOException {
    expectComplete();
    room(Integer.BYTES + Long.BYTES);
    buffer.putInt(type).putLong(bytes);
    bytesLeft = bytes;
    sectionsLeft--;
  }

  private void expectComplete() {
    if (bytesLeft != 0) {
      throw new IllegalStateException("a section that is %d bytes short".formatted(bytesLeft));
    }
  }

  private void room(int count) throws IOException {
    if (buffer.remaining() < count) {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
  }

  private void take(int count) throws IOException {
    room(count);
    bytesLeft -= count;
  }

  void u32(int number) throws IOException {
    take(Integer.BYTES);
    buffer.putInt(number);
  }

  void u64(long number) throws IOException {
    take(Long.BYTES);
    buffer.putLong(number);
  }

  void zeros(int count) throws IOException {
    take(count);
    buffer.put(new byte[count]);
  }

  void element(LittleEndian encoding, long[] x, int xo) throws IOException {
    take(LittleEndian.BYTES);
    encoding.write(buffer, buffer.position(), x, xo);
    buffer.position(buffer.position() + LittleEndian.BYTES);
  }

  /** Size and prime of the scalars' field. */
  void scalarPrime() throws IOException {
    prime(PrimeField.SCALAR, SCALAR);
  }

  /** Size and prime of the coordinates' field. */
  void basePrime() throws IOException {
    prime(PrimeField.BASE, BASE);
  }

  /** As -1, and 1 more: the prime itself is no element. */
  private void prime(PrimeField field, LittleEndian plain) throws IOException {
    long[] minusOne = field.array(1);
    field.set(minusOne, 0, -1);
    u32(LittleEndian.BYTES);
    element(plain, minusOne, 0);
    int lowest = buffer.position() - LittleEndian.BYTES;
    buffer.put(lowest, (byte) (buffer.get(lowest) + 1)); // odd, so there is no carry
  }

  /** Writes what is left; does not close the stream. */
  void finish() throws IOException {
    expectComplete();
    if (sectionsLeft != 0) {
      throw new IllegalStateException(sectionsLeft + " sections too few");
    }
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
    out.flush();
  }
}
