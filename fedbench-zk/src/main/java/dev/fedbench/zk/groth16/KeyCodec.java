package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.r1cs.R1cs;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Keys as bytes, for a cache of our own. The verification key is written as its canonical bytes and
 * checked when read; the proving key as the arrays it is, and only its sizes are checked: to check
 * its points would take longer than to make new keys.
 */
final class KeyCodec {

  private static final int MAGIC = 0x46425a31; // FBZ1
  private static final int G1_WORDS = 2;
  private static final int G2_WORDS = 4;
  private static final int FIXED_WORDS = G1_WORDS + 3 * G2_WORDS;
  private static final int BUFFER_LONGS = 8 * 1024;

  private final Curve g1 = Bn254.g1();
  private final Curve g2 = Bn254.g2();

  void write(Groth16 keys, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeInt(MAGIC);
    byte[] verification = keys.verificationKey().encode();
    out.writeInt(verification.length);
    out.write(verification);
    ProvingKey key = keys.provingKey();
    long[] points = new long[g1.affineWidth()];
    for (G1 point : List.of(key.alpha(), key.beta1(), key.delta1())) {
      point.write(points, 0);
      write(out, points, 0, points.length);
    }
    points = new long[g2.affineWidth()];
    for (G2 point : List.of(key.beta2(), key.delta2())) {
      point.write(points, 0);
      write(out, points, 0, points.length);
    }
    write(out, key.a(), g1);
    write(out, key.b1(), g1);
    write(out, key.b2(), g2);
    write(out, key.c(), g1);
    int first = g1.affineWidth() * key.c().variables().length;
    int count = g1.affineWidth() * Groth16.domain(keys.system()).size();
    write(out, key.c().bases().points(), first, count);
    out.flush();
  }

  private static void write(DataOutputStream out, Section section, Curve curve) throws IOException {
    out.writeInt(section.variables().length);
    for (int variable : section.variables()) {
      out.writeInt(variable);
    }
    write(out, section.bases().points(), 0, curve.affineWidth() * section.variables().length);
  }

  private static void write(DataOutputStream out, long[] longs, int first, int all)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES * BUFFER_LONGS);
    for (int from = 0; from < all; from += BUFFER_LONGS) {
      int count = Math.min(BUFFER_LONGS, all - from);
      buffer.clear().asLongBuffer().put(longs, first + from, count);
      out.write(buffer.array(), 0, Long.BYTES * count);
    }
  }

  Groth16 read(R1cs system, InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (in.readInt() != MAGIC) {
      throw new IOException("not a file of keys: does not start with FBZ1");
    }
    VerificationKey verification = verificationKey(system, in);
    long[] alpha = longs(in, g1.affineWidth());
    long[] beta1 = longs(in, g1.affineWidth());
    long[] delta1 = longs(in, g1.affineWidth());
    long[] beta2 = longs(in, g2.affineWidth());
    long[] delta2 = longs(in, g2.affineWidth());
    BitSet booleans = system.booleans();
    ProvingKey key =
        new ProvingKey(
            G1.copyOf(alpha, 0),
            G1.copyOf(beta1, 0),
            G2.copyOf(beta2, 0),
            G1.copyOf(delta1, 0),
            G2.copyOf(delta2, 0),
            section(in, system, booleans, g1, 0, delta1),
            section(in, system, booleans, g1, 0, delta1),
            section(in, system, booleans, g2, 0, delta2),
            section(in, system, booleans, g1, Groth16.domain(system).size(), delta1));
    boolean same =
        key.alpha().equals(verification.alpha())
            && key.beta2().equals(verification.beta())
            && key.delta2().equals(verification.delta());
    if (!same) {
      throw new IOException("a proving key of another verification key");
    }
    return new Groth16(system, key, verification);
  }

  private static VerificationKey verificationKey(R1cs system, DataInputStream in)
      throws IOException {
    int expected = Words.BYTES * (FIXED_WORDS + G1_WORDS * (system.publics() + 1));
    int length = in.readInt();
    if (length != expected) {
      throw new IOException(
          "a verification key of %d bytes; expected %d".formatted(length, expected));
    }
    List<BigInteger> words = Words.decode(in.readNBytes(length));
    if (words.size() != expected / Words.BYTES) {
      throw new IOException("the file is cut short");
    }
    List<G1> ic = new ArrayList<>();
    for (int at = FIXED_WORDS; at < words.size(); at += G1_WORDS) {
      ic.add(checked1(words, at));
    }
    try {
      return new VerificationKey(
          checked1(words, 0),
          checked2(words, G1_WORDS),
          checked2(words, G1_WORDS + G2_WORDS),
          checked2(words, G1_WORDS + 2 * G2_WORDS),
          ic);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static G1 checked1(List<BigInteger> words, int at) throws IOException {
    if (words.get(at).signum() == 0 && words.get(at + 1).signum() == 0) {
      return G1.INFINITY;
    }
    return G1.of(words.get(at), words.get(at + 1))
        .orElseThrow(() -> new IOException("a verification key with what is no point of G1"));
  }

  private static G2 checked2(List<BigInteger> words, int at) throws IOException {
    return G2.of(words.get(at + 1), words.get(at), words.get(at + 3), words.get(at + 2))
        .orElseThrow(() -> new IOException("a verification key with what is no point of G2"));
  }

  /** Points of variables, and so many others, and a last one. */
  private static Section section(
      DataInputStream in, R1cs system, BitSet booleans, Curve curve, int others, long[] last)
      throws IOException {
    int[] variables = variables(in, system);
    long[] points = longs(in, curve.affineWidth() * variables.length);
    long[] rest = longs(in, curve.affineWidth() * others);
    long[] restAndLast = Arrays.copyOf(rest, rest.length + last.length);
    System.arraycopy(last, 0, restAndLast, rest.length, last.length);
    return Section.of(booleans, curve, variables, points, restAndLast);
  }

  private static int[] variables(DataInputStream in, R1cs system) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > system.variables()) {
      throw new IOException(
          "points of %d variables; there are %d".formatted(count, system.variables()));
    }
    int[] variables = new int[count];
    int last = -1;
    for (int i = 0; i < count; i++) {
      variables[i] = in.readInt();
      if (variables[i] <= last || variables[i] >= system.variables()) {
        throw new IOException("points of variables out of order");
      }
      last = variables[i];
    }
    return variables;
  }

  private static long[] longs(DataInputStream in, int count) throws IOException {
    long[] longs = new long[count];
    byte[] buffer = new byte[Long.BYTES * Math.min(count, BUFFER_LONGS)];
    for (int from = 0; from < count; from += BUFFER_LONGS) {
      int some = Math.min(BUFFER_LONGS, count - from);
      in.readFully(buffer, 0, Long.BYTES * some);
      ByteBuffer.wrap(buffer).asLongBuffer().get(longs, from, some);
    }
    return longs;
  }
}
