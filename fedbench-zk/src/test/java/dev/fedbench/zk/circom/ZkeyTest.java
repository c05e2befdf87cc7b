package dev.fedbench.zk.circom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.curve.Twist;
import dev.fedbench.zk.field.LittleEndian;
import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.groth16.KeyPair;
import dev.fedbench.zk.groth16.Proof;
import dev.fedbench.zk.groth16.Verifier;
import dev.fedbench.zk.snarkjs.SnarkjsJson;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZkeyTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] THEIRS = Product.bytes(Product.SNARKJS_KEY + Product.ZKEY);
  private static final List<BigInteger> SIGNALS =
      List.of(BigInteger.valueOf(143), BigInteger.valueOf(7));

  private static KeyPair read(byte[] file) throws IOException {
    return ZkeyReader.read(Source.of("x.zkey", file), RANDOM);
  }

  private static long[] witness() throws IOException {
    return WtnsFile.read(Product.source(Product.WTNS), 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {Product.SNARKJS_KEY, Product.OUR_KEY})
  void a_key_proves_and_holds_its_verification_key(String directory) throws Exception {
    KeyPair keys = read(Product.bytes(directory + Product.ZKEY));
    assertThat(keys.verificationKey())
        .isEqualTo(SnarkjsJson.readVerificationKey(Product.text(directory + Product.VKEY)));
    Proof proof = keys.prove(witness(), RANDOM);
    Verifier verifier = new Verifier(keys.verificationKey());
    assertThat(verifier.verify(SIGNALS, proof)).isTrue();
    assertThat(verifier.verify(List.of(BigInteger.TEN, BigInteger.TEN), proof)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {Product.SNARKJS_KEY, Product.OUR_KEY})
  void a_key_is_written_as_it_was_read_but_for_its_contributions(String directory)
      throws Exception {
    byte[] file = Product.bytes(directory + Product.ZKEY);
    KeyPair keys = read(file);
    Iden3 written = Iden3.of(Product.written(out -> ZkeyWriter.write(keys, out)));
    Iden3 original = Iden3.of(file);
    for (int type = Zkey.PROTOCOL; type < Zkey.CONTRIBUTIONS; type++) {
      assertThat(written.part(type)).as("section " + type).isEqualTo(original.part(type));
    }
    assertThat(written.part(Zkey.CONTRIBUTIONS)).hasSize(68).containsOnly(0);
  }

  @Test
  void sections_and_coefficients_may_come_in_any_order() throws Exception {
    Iden3 file = Iden3.of(THEIRS);
    byte[] coefficients = file.part(Zkey.COEFFICIENTS).clone();
    int size = Zkey.COEFFICIENT_BYTES;
    for (int i = 4; i < coefficients.length; i += size) {
      int from = coefficients.length - size - (i - 4);
      System.arraycopy(file.part(Zkey.COEFFICIENTS), from, coefficients, i, size);
    }
    Iden3 reversed =
        file.with(Zkey.COEFFICIENTS, coefficients)
            .without(Zkey.CONTRIBUTIONS)
            .arranged(
                parts -> {
                  List<Iden3.Part> other = new ArrayList<>(parts);
                  Collections.reverse(other);
                  return other;
                });
    KeyPair keys = read(reversed.file());
    Proof proof = keys.prove(witness(), RANDOM);
    assertThat(new Verifier(keys.verificationKey()).verify(SIGNALS, proof)).isTrue();
  }

  private static byte[] montgomery(long[] point) {
    LittleEndian encoding = new LittleEndian(PrimeField.BASE, 256);
    int coordinates = point.length / PrimeField.BASE.width();
    ByteBuffer bytes =
        ByteBuffer.allocate(LittleEndian.BYTES * coordinates).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < coordinates; i++) {
      encoding.write(bytes, LittleEndian.BYTES * i, point, PrimeField.BASE.width() * i);
    }
    return bytes.array();
  }

  static Stream<Arguments> wrong() {
    Iden3 file = Iden3.of(THEIRS);
    byte[] outside = montgomery(Twist.outside());
    return Stream.of(
        Arguments.of(
            Product.bytes(Product.R1CS), "header, byte 0: starts with 0x72316373; expected 'zkey'"),
        Arguments.of(
            file.with(Zkey.PROTOCOL, Iden3.u32(2)).file(),
            "section 1 (protocol), byte 24: protocol 2; expected 1, Groth16"),
        Arguments.of(
            file.with(Zkey.HEADER, 4, Iden3.u64(7)).file(),
            "section 2 (Groth16 header), byte 44: the field of"),
        Arguments.of(file.with(Zkey.HEADER, 40, Iden3.u64(7)).file(), "byte 80: the field of"),
        Arguments.of(
            file.with(Zkey.HEADER, 72, Iden3.u32(0)).file(),
            "byte 112: no variables; expected at least the constant 1"),
        Arguments.of(
            file.with(Zkey.HEADER, 72, Iden3.u32(1 << 20)).file(),
            "section 5 (points A), byte 1680: 576 bytes; expected 67108864"),
        Arguments.of(
            file.with(Zkey.HEADER, 76, Iden3.u32(8)).file(),
            "section 3 (IC), byte 712: 192 bytes; expected 576"),
        Arguments.of(
            file.with(Zkey.HEADER, 80, Iden3.u32(15)).file(),
            "byte 120: a domain of 15 points; expected a power of two"),
        Arguments.of(
            file.with(Zkey.HEADER, 80, Iden3.u32(32)).file(),
            "section 9 (points H), byte 4416: 1024 bytes; expected 2048"),
        Arguments.of(
            file.with(Zkey.HEADER, 84, Iden3.tooLarge()).file(),
            "section 2 (Groth16 header), byte 124: not below p"),
        Arguments.of(
            file.with(Zkey.HEADER, 212, new byte[128]).file(), "byte 252: infinity, which would"),
        Arguments.of(
            file.with(Zkey.HEADER, 340, outside).file(),
            "byte 380: not a point of G2: on the curve, but not of order r"),
        Arguments.of(
            file.with(Zkey.IC, 64, new byte[64]).file(),
            "section 3 (IC), byte 776: infinity, which would let anything pass"),
        Arguments.of(
            file.with(Zkey.A, 64, Iden3.u32(1)).file(),
            "section 5 (points A), byte 1744: not a point of G1: not on its curve"),
        Arguments.of(
            file.with(Zkey.B2, 256, outside).file(),
            "section 7 (points B2), byte 3112: not a point of G2: on the curve, but not of order"),
        Arguments.of(
            file.with(Zkey.H, 960, Iden3.tooLarge()).file(),
            "section 9 (points H), byte 5376: not below p"),
        Arguments.of(
            file.with(Zkey.COEFFICIENTS, 0, Iden3.u32(18)).file(),
            "section 4 (coefficients), byte 916: 18 coefficients; expected at most 17"),
        Arguments.of(
            file.with(Zkey.COEFFICIENTS, 0, Iden3.u32(16)).file(),
            "section 4 (coefficients), byte 1624: 44 bytes more than expected"),
        Arguments.of(
            file.with(Zkey.COEFFICIENTS, 4, Iden3.u32(2)).file(),
            "byte 920: 2 as a matrix; expected at most 1"),
        Arguments.of(
            file.with(Zkey.COEFFICIENTS, 8, Iden3.u32(16)).file(),
            "byte 924: 16 as a row; expected at most 15"),
        Arguments.of(
            file.with(Zkey.COEFFICIENTS, 12, Iden3.u32(9)).file(),
            "byte 928: 9 as a variable; expected at most 8"),
        Arguments.of(
            file.with(Zkey.COEFFICIENTS, 16, Iden3.tooLarge()).file(), "byte 932: not below r"),
        Arguments.of(
            Product.bytes(Product.SNARKJS_KEY + "before-contribution.zkey"),
            "byte 572: delta is gamma, as it is before a ceremony's first contribution"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_is_wrong_is_named_with_its_place(byte[] file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(CircomFileException.class)
        .hasMessageStartingWith("'x.zkey'")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void a_section_that_is_missing_twice_or_of_another_size_is_named(int type) {
    Iden3 file = Iden3.of(THEIRS);
    String title = Zkey.FORMAT.title(type);
    assertThatThrownBy(() -> read(file.without(type).file()))
        .hasMessage("'x.zkey': there is no " + title);
    assertThatThrownBy(() -> read(file.twice(type).file())).hasMessageContaining(title);
    assertThatThrownBy(() -> read(file.with(type, new byte[2]).file())).hasMessageContaining(title);
  }

  @Test
  void a_file_cut_short_anywhere_is_refused() {
    assertThat(Mutations.refusedCuts(THEIRS, ZkeyTest::read)).isEqualTo(THEIRS.length);
  }

  @Test
  void a_key_with_any_byte_changed_never_makes_a_wrong_proof() throws Exception {
    byte[] zkey = Square.zkey();
    byte[] wtns = Square.wtns();
    String key = CircomKey.read(Source.of("x.zkey", zkey), RANDOM).verifier().keyJson();
    Verifier verifier = new Verifier(SnarkjsJson.readVerificationKey(key));
    int proofs = 0;
    for (int i = 0; i < zkey.length; i++) {
      byte[] changed = zkey.clone();
      changed[i] ^= (byte) (1 << i * 3 % 8);
      try {
        CircomProof proof = CircomKey.read(Source.of("x.zkey", changed), RANDOM).prove(wtns);
        assertThat(proof.publicJson()).contains("\"49\"");
        assertThat(
                verifier.verify(
                    List.of(BigInteger.valueOf(49)), SnarkjsJson.readProof(proof.proofJson())))
            .as("byte " + i)
            .isTrue();
        proofs++;
      } catch (CircomFileException e) {
        assertThat(e).hasMessageStartingWith("'");
      }
    }
    // Of all that is not read, which is the contributions' type and what they are.
    assertThat(proofs).isBetween(68, 72);
  }
}
