package dev.fedbench.core.fl.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeyTest {

  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc). */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,"
        + "'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,"
        + "72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,"
        + "af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
        + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
        + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
        + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
  })
  void signs_as_the_standard_says(
      String secret, String publicKey, String message, String expected) {
    ClientKey key = ClientKey.of(HEX.parseHex(secret));
    assertThat(HEX.formatHex(key.publicKey())).isEqualTo(publicKey);
    byte[] signature = key.sign(HEX.parseHex(message));
    assertThat(HEX.formatHex(signature)).isEqualTo(expected);
    assertThat(ClientKey.verify(key.publicKey(), HEX.parseHex(message), signature)).isTrue();
  }

  @Test
  void signatures_are_those_of_the_platform() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 10; i++) {
      ClientKey key = ClientKey.generate(new SecureRandom());
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      Signature theirs = Signature.getInstance("Ed25519");
      theirs.initVerify(platformKey(key.publicKey()));
      theirs.update(message);
      assertThat(theirs.verify(key.sign(message))).isTrue();
    }
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature theirs = Signature.getInstance("Ed25519");
    theirs.initSign(pair.getPrivate());
    theirs.update(new byte[] {1, 2, 3});
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] publicKey = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    assertThat(ClientKey.verify(publicKey, new byte[] {1, 2, 3}, theirs.sign())).isTrue();
    assertThat(ClientKey.validPublicKey(publicKey)).isTrue();
  }

  private static PublicKey platformKey(byte[] publicKey) throws Exception {
    byte[] prefix = HEX.parseHex("302a300506032b6570032100"); // RFC 8410
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + 32);
    System.arraycopy(publicKey, 0, encoded, prefix.length, 32);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  @Test
  void no_bit_of_message_signature_or_key_can_change() {
    ClientKey key = ClientKey.generate(new SecureRandom());
    byte[] message = {1, 2, 3, 4};
    byte[] signature = key.sign(message);
    byte[] publicKey = key.publicKey();
    for (int bit = 0; bit < 8 * message.length; bit++) {
      assertThat(ClientKey.verify(publicKey, flipped(message, bit), signature)).isFalse();
    }
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      assertThat(ClientKey.verify(publicKey, message, flipped(signature, bit))).isFalse();
    }
    for (int bit = 0; bit < 8 * publicKey.length; bit++) {
      assertThat(ClientKey.verify(flipped(publicKey, bit), message, signature)).isFalse();
    }
  }

  @Test
  void what_is_malformed_is_false_and_no_exception() {
    ClientKey key = ClientKey.generate(new SecureRandom());
    byte[] message = {1};
    byte[] signature = key.sign(message);
    for (int length : new int[] {0, 1, 31, 33, 63, 65, 1_000}) {
      byte[] wrong = new byte[length];
      assertThat(ClientKey.verify(key.publicKey(), message, wrong)).isFalse();
      assertThat(ClientKey.verify(wrong, message, signature)).isFalse();
      assertThat(ClientKey.validPublicKey(wrong)).isFalse();
    }
    Random random = new Random(2);
    byte[] point = new byte[32];
    for (int i = 0; i < 200; i++) {
      random.nextBytes(point);
      assertThat(ClientKey.verify(point, message, signature)).isFalse();
    }
  }

  @Test
  void a_signature_with_the_group_order_added_to_its_scalar_is_refused() {
    ClientKey key = ClientKey.generate(new SecureRandom());
    byte[] signature = key.sign(new byte[] {1});
    byte[] order = HEX.parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      int sum = (signature[32 + i] & 0xff) + (order[i] & 0xff) + carry;
      signature[32 + i] = (byte) sum;
      carry = sum >> 8;
    }
    assertThat(ClientKey.verify(key.publicKey(), new byte[] {1}, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the eight points of small order
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        // not canonical: p, p + 1, all ones, and x = 0 with a sign
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0100000000000000000000000000000000000000000000000000000000000080",
        // RFC 8032's first key plus a point of order 8: on the curve, not in the group
        "3b5b475c4b82dd1572799fc546f4c6c03e478c6654aa4c7f945b347ea32af60d",
        // y = 2: no point at all
        "0200000000000000000000000000000000000000000000000000000000000000"
      })
  void points_that_are_no_public_key_are_refused(String hex) {
    assertThat(ClientKey.validPublicKey(HEX.parseHex(hex))).isFalse();
  }

  @Test
  void a_key_shows_nothing_and_gives_copies() {
    byte[] secret =
        HEX.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    ClientKey key = ClientKey.of(secret);
    assertThat(key).hasToString("ClientKey[private part hidden]");
    byte[] before = key.sign(new byte[0]);
    Arrays.fill(secret, (byte) 0);
    Arrays.fill(key.publicKey(), (byte) 0);
    Arrays.fill(key.privateKey(), (byte) 0);
    assertThat(key.sign(new byte[0])).isEqualTo(before);
  }

  @Test
  void a_fleets_keys_differ_are_stable_and_fit_their_enrolment() {
    FleetKeys keys = FleetKeys.generate(300, new SecureRandom());
    NumberedEnrolment enrolment = NumberedEnrolment.signed(keys, 10);
    assertThat(keys.size()).isEqualTo(300);
    assertThat(keys).hasToString("FleetKeys[300 keys, hidden]");
    Set<ClientKey> seen = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      ClientKey key = keys.key(i);
      assertThat(seen.add(key)).isTrue();
      assertThat(key.publicKey()).isEqualTo(ClientKey.of(key.privateKey()).publicKey());
      assertThat(enrolment.publicKey(i)).contains(key.publicKey());
      assertThat(keys.key(i).privateKey()).isEqualTo(key.privateKey());
    }
    assertThat(FleetKeys.generate(1, new SecureRandom()).key(0)).isNotEqualTo(keys.key(0));
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    byte[] copy = bytes.clone();
    copy[bit >> 3] ^= (byte) (1 << (bit & 7));
    return copy;
  }
}
