package dev.fedbench.nacl;

import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_afternm;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_beforenm;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_keypair;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_open;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_open_afternm;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBoxTest {

  private final Random random = new Random(17);

  private final byte[] key = bytes(32);
  private final byte[] nonce = bytes(24);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 64, 96, 97, 1000, 5000})
  void one_array_may_be_message_and_box(int size) {
    byte[] message = message(size);
    byte[] box = seal(message);

    byte[] same = message.clone();
    assertThat(crypto_box_afternm(same, same, same.length, nonce, key)).isZero();
    assertThat(same).isEqualTo(box);
    assertThat(crypto_box_open_afternm(same, same, same.length, nonce, key)).isZero();
    assertThat(same).isEqualTo(message);
  }

  /** A compiler of the JVM got this wrong once, and only in arrays that had just been made. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 29})
  void short_messages_are_still_sealed_when_all_is_compiled(int size) {
    byte[] freshKey = new byte[32];
    byte[] freshNonce = new byte[24];
    int wrong = 0;
    for (int i = 0; i < 300_000; i++) {
      random.nextBytes(freshKey);
      random.nextBytes(freshNonce);
      byte[] message = message(size);
      byte[] box = new byte[32 + size];
      SecretBox.seal(box, message, box.length, freshNonce, freshKey);
      byte[] opened = new byte[32 + size];
      if (!SecretBox.open(opened, box, box.length, freshNonce, freshKey)
          || !Arrays.equals(opened, message)) {
        wrong++;
      }
    }
    assertThat(wrong).isZero();
  }

  @Test
  void every_flipped_bit_of_the_tag_is_refused_and_nothing_is_written() {
    byte[] message = message(100);
    byte[] box = seal(message);
    byte[] opened = new byte[box.length];
    for (int bit = 8 * 16; bit < 8 * 32; bit++) {
      box[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(open(opened, box)).as("bit %d of the tag", bit - 8 * 16).isEqualTo(-1);
      box[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(opened).containsOnly(0);
    assertThat(open(opened, box)).isZero();
    assertThat(opened).isEqualTo(message);
  }

  @Test
  void every_flipped_bit_of_the_ciphertext_is_refused() {
    byte[] box = seal(message(100));
    byte[] opened = new byte[box.length];
    for (int bit = 8 * 32; bit < 8 * box.length; bit++) {
      box[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(open(opened, box)).as("bit %d", bit).isEqualTo(-1);
      box[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void another_nonce_or_key_or_length_is_refused() {
    byte[] box = seal(message(100));
    byte[] opened = new byte[box.length];
    assertThat(crypto_box_open_afternm(opened, box, box.length, bytes(24), key)).isEqualTo(-1);
    assertThat(crypto_box_open_afternm(opened, box, box.length, nonce, bytes(32))).isEqualTo(-1);
    assertThat(crypto_box_open_afternm(opened, box, box.length - 1, nonce, key)).isEqualTo(-1);
  }

  @Test
  void lengths_that_do_not_fit_are_refused_and_never_thrown_for() {
    byte[] bytes = new byte[64];
    for (long length : new long[] {Long.MIN_VALUE, -1, 0, 31, 65, 1L << 32, Long.MAX_VALUE}) {
      assertThat(crypto_box_afternm(bytes, bytes, length, nonce, key)).isEqualTo(-1);
      assertThat(crypto_box_open_afternm(bytes, bytes, length, nonce, key)).isEqualTo(-1);
    }
    assertThat(crypto_box_afternm(new byte[63], bytes, 64, nonce, key)).isEqualTo(-1);
    assertThat(crypto_box_afternm(bytes, new byte[63], 64, nonce, key)).isEqualTo(-1);
    assertThat(crypto_box_afternm(bytes, bytes, 64, new byte[23], key)).isEqualTo(-1);
    assertThat(crypto_box_afternm(bytes, bytes, 64, nonce, new byte[31])).isEqualTo(-1);
    assertThat(crypto_box_keypair(new byte[32], new byte[31])).isEqualTo(-1);
    assertThat(crypto_box(bytes, bytes, 64, nonce, new byte[31], key)).isEqualTo(-1);
    assertThat(crypto_box_beforenm(new byte[32], new byte[31], key)).isEqualTo(-1);
    assertThat(bytes).containsOnly(0);
  }

  /** Points of order 1, 2, 4 and 8, and one that is not reduced (RFC 7748, 6.1 and 7). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void public_keys_of_small_order_share_nothing_that_others_know(String publicKey) {
    byte[] point = HexFormat.of().parseHex(publicKey);
    byte[] box = new byte[64];
    assertThat(crypto_box(box, new byte[64], 64, nonce, point, key)).isEqualTo(-1);
    assertThat(crypto_box_open(new byte[64], box, 64, nonce, point, key)).isEqualTo(-1);

    byte[] shared = new byte[32];
    byte[] again = new byte[32];
    assertThat(crypto_box_beforenm(shared, point, key)).isEqualTo(-1);
    assertThat(crypto_box_beforenm(again, point, key)).isEqualTo(-1);
    assertThat(shared).isNotEqualTo(again).isNotEqualTo(new byte[32]);
  }

  @Test
  void key_pairs_agree_with_each_other() {
    byte[][] alice = {new byte[32], new byte[32]};
    byte[][] bob = {new byte[32], new byte[32]};
    assertThat(crypto_box_keypair(alice[0], alice[1])).isZero();
    assertThat(crypto_box_keypair(bob[0], bob[1])).isZero();
    byte[] message = message(200);
    byte[] box = new byte[message.length];
    byte[] opened = new byte[message.length];
    assertThat(crypto_box(box, message, box.length, nonce, bob[0], alice[1])).isZero();
    assertThat(crypto_box_open(opened, box, box.length, nonce, alice[0], bob[1])).isZero();
    assertThat(opened).isEqualTo(message);
    assertThat(alice[0]).isNotEqualTo(bob[0]);
  }

  /** JeroMQ's server does so with the key of a client. */
  @Test
  void a_key_may_have_other_bytes_behind_it() {
    byte[][] alice = {new byte[32], new byte[32]};
    crypto_box_keypair(alice[0], alice[1]);
    byte[] message = message(64);
    byte[] box = new byte[message.length];
    crypto_box(box, message, box.length, nonce, alice[0], key);
    byte[] longer = Arrays.copyOf(alice[0], 384);
    byte[] again = new byte[message.length];
    assertThat(crypto_box(again, message, box.length, nonce, longer, key)).isZero();
    assertThat(again).isEqualTo(box);
  }

  private byte[] seal(byte[] message) {
    byte[] box = bytes(message.length);
    assertThat(crypto_box_afternm(box, message, box.length, nonce, key)).isZero();
    assertThat(Arrays.copyOf(box, 16)).containsOnly(0);
    return box;
  }

  private int open(byte[] opened, byte[] box) {
    return crypto_box_open_afternm(opened, box, box.length, nonce, key);
  }

  private byte[] message(int size) {
    byte[] message = bytes(32 + size);
    Arrays.fill(message, 0, 32, (byte) 0);
    return message;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
