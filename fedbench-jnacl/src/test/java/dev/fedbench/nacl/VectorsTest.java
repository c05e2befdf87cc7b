package dev.fedbench.nacl;

import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_afternm;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_beforenm;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_getpublickey;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_open;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors: those of NaCl's tests (box, stream, scalarmult), of RFC 7748 and RFC 8439. */
class VectorsTest {

  private static final byte[] ALICE_SECRET =
      hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
  private static final byte[] ALICE_PUBLIC =
      hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  private static final byte[] BOB_SECRET =
      hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
  private static final byte[] BOB_PUBLIC =
      hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  private static final byte[] FIRST_KEY =
      hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
  private static final byte[] NONCE = hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");

  /** tests/box.c and box.out of NaCl 20110221. */
  private static final byte[] MESSAGE =
      hex(
          "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffc"
              + "e5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb31"
              + "0e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde"
              + "048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f93776384864"
              + "5e0705");

  private static final byte[] BOX =
      hex(
          "f3ffc7703f9400e52a7dfb4b3d3305d9"
              + "8e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a"
              + "c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738"
              + "b48eeee314a7cc8ab932164548e526ae90224368517acfeabd6bb3732bc0e9da"
              + "99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74"
              + "e355a5");

  @Test
  void public_keys_are_those_of_the_rfc() {
    byte[] found = new byte[32];
    assertThat(crypto_box_getpublickey(found, ALICE_SECRET)).isZero();
    assertThat(found).isEqualTo(ALICE_PUBLIC);
    assertThat(crypto_box_getpublickey(found, BOB_SECRET)).isZero();
    assertThat(found).isEqualTo(BOB_PUBLIC);
  }

  @Test
  void both_sides_share_the_key_of_the_vectors() {
    byte[] found = new byte[32];
    assertThat(crypto_box_beforenm(found, BOB_PUBLIC, ALICE_SECRET)).isZero();
    assertThat(found).isEqualTo(FIRST_KEY);
    assertThat(crypto_box_beforenm(found, ALICE_PUBLIC, BOB_SECRET)).isZero();
    assertThat(found).isEqualTo(FIRST_KEY);
  }

  @Test
  void a_box_is_that_of_the_vectors_and_opens() {
    int length = 32 + MESSAGE.length;
    byte[] message = padded(MESSAGE, 32);
    byte[] box = new byte[length];
    assertThat(crypto_box(box, message, length, NONCE, BOB_PUBLIC, ALICE_SECRET)).isZero();
    assertThat(box).isEqualTo(padded(BOX, 16));

    byte[] opened = new byte[length];
    assertThat(crypto_box_open(opened, box, length, NONCE, ALICE_PUBLIC, BOB_SECRET)).isZero();
    assertThat(opened).isEqualTo(message);
  }

  /** tests/stream.c of NaCl: SHA-256 of four MiB of key stream. */
  @Test
  void the_key_stream_is_that_of_the_vectors() throws Exception {
    byte[] zeros = new byte[32 + 4_194_304];
    byte[] box = new byte[zeros.length];
    crypto_box_afternm(box, zeros, zeros.length, NONCE, FIRST_KEY);
    byte[] tagKey = new byte[32];
    new KeyStream(FIRST_KEY, NONCE).firstHalf(tagKey);

    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(tagKey);
    sha.update(box, 32, 4_194_304 - 32);
    assertThat(HexFormat.of().formatHex(sha.digest()))
        .isEqualTo("662b9d0e3463029156069b12f918691a98f7dfb2ca0393c96bbfc6b1fbd630a2");
  }

  /** RFC 7748, 5.2. */
  @ParameterizedTest
  @CsvSource({
    "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
        + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
        + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
        + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
        + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
  })
  void scalar_multiples_are_those_of_the_rfc(String scalar, String point, String product) {
    byte[] found = new byte[32];
    X25519.calculateAgreement(hex(scalar), 0, hex(point), 0, found, 0);
    assertThat(found).isEqualTo(hex(product));

    byte[] shared = new byte[32];
    byte[] expected = new byte[32];
    assertThat(crypto_box_beforenm(shared, hex(point), hex(scalar))).isZero();
    KeyStream.hsalsa20(hex(product), new byte[16], expected);
    assertThat(shared).isEqualTo(expected);
  }

  /** RFC 8439, 2.5.2. */
  @Test
  void a_tag_is_that_of_the_rfc() {
    byte[] text = "Cryptographic Forum Research Group".getBytes(StandardCharsets.US_ASCII);
    byte[] tag = new byte[16];
    SecretBox.writeTag(
        hex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b"),
        text,
        0,
        text.length,
        tag,
        0);
    assertThat(tag).isEqualTo(hex("a8061dc1305136c6c22b8baf0c0127a9"));
  }

  /** RFC 8439, A.3: the edges of the field, where a reduction goes wrong first. */
  @ParameterizedTest
  @CsvSource({
    "02000000000000000000000000000000, 00000000000000000000000000000000,"
        + "ffffffffffffffffffffffffffffffff, 03000000000000000000000000000000",
    "02000000000000000000000000000000, ffffffffffffffffffffffffffffffff,"
        + "02000000000000000000000000000000, 03000000000000000000000000000000",
    "01000000000000000000000000000000, 00000000000000000000000000000000,"
        + "fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff11000000000000000000000000000000,"
        + "05000000000000000000000000000000",
    "01000000000000000000000000000000, 00000000000000000000000000000000,"
        + "fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe01010101010101010101010101010101,"
        + "00000000000000000000000000000000",
    "02000000000000000000000000000000, 00000000000000000000000000000000,"
        + "fdffffffffffffffffffffffffffffff, faffffffffffffffffffffffffffffff"
  })
  void tags_at_the_edges_of_the_field(String r, String s, String data, String expected) {
    byte[] tag = new byte[16];
    SecretBox.writeTag(hex(r + s), hex(data), 0, hex(data).length, tag, 0);
    assertThat(tag).isEqualTo(hex(expected));
  }

  private static byte[] padded(byte[] bytes, int zeros) {
    byte[] all = new byte[zeros + bytes.length];
    System.arraycopy(bytes, 0, all, zeros, bytes.length);
    return all;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
