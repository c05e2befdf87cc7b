package dev.fedbench.nacl;

import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_afternm;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_beforenm;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_keypair;
import static com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305.crypto_box_open_afternm;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ours against the library that it replaces: equal in all that is right there. */
class StockTest {

  private static StockJnacl stock;

  private final Random random = new Random(4);

  @BeforeAll
  static void load() throws Exception {
    stock = new StockJnacl();
  }

  @AfterAll
  static void unload() throws Exception {
    stock.close();
  }

  @Test
  void shared_keys_are_equal() throws Exception {
    for (int i = 0; i < 50; i++) {
      byte[][] alice = {new byte[32], new byte[32]};
      byte[][] bob = {new byte[32], new byte[32]};
      stock.keyPair(alice[0], alice[1]);
      crypto_box_keypair(bob[0], bob[1]);
      byte[] theirs = new byte[32];
      byte[] ours = new byte[32];
      stock.beforenm(theirs, bob[0], alice[1]);
      crypto_box_beforenm(ours, alice[0], bob[1]);
      assertThat(ours).isEqualTo(theirs);
    }
  }

  @Test
  void boxes_are_equal_and_each_opens_the_others() throws Exception {
    int[] sizes =
        IntStream.concat(IntStream.rangeClosed(0, 300), random.ints(300, 0, 5001)).toArray();
    for (int size : sizes) {
      byte[] key = bytes(32);
      byte[] nonce = bytes(24);
      byte[] message = bytes(32 + size);
      Arrays.fill(message, 0, 32, (byte) 0);
      int length = message.length;

      byte[] theirs = new byte[length];
      byte[] ours = new byte[length];
      assertThat(stock.seal(theirs, message, length, nonce, key)).isZero();
      assertThat(crypto_box_afternm(ours, message, length, nonce, key)).isZero();
      assertThat(ours).as("box of %d bytes", size).isEqualTo(theirs);

      byte[] opened = new byte[length];
      assertThat(crypto_box_open_afternm(opened, theirs, length, nonce, key)).isZero();
      assertThat(opened).isEqualTo(message);
      assertThat(stock.open(opened, ours, length, nonce, key)).isZero();
      assertThat(opened).isEqualTo(message);
    }
  }

  /** The fault of jnacl 1.0.0: it compares fifteen bytes of a tag of sixteen. */
  @Test
  void a_wrong_last_byte_of_the_tag_passes_there_and_is_refused_here() throws Exception {
    byte[] key = bytes(32);
    byte[] nonce = bytes(24);
    byte[] message = new byte[32 + 100];
    byte[] box = new byte[message.length];
    crypto_box_afternm(box, message, box.length, nonce, key);
    for (int bit = 0; bit < 8; bit++) {
      byte[] forged = box.clone();
      forged[31] ^= (byte) (1 << bit);
      byte[] opened = new byte[box.length];
      assertThat(stock.open(opened, forged, box.length, nonce, key)).isZero();
      assertThat(crypto_box_open_afternm(opened, forged, box.length, nonce, key)).isEqualTo(-1);
    }
  }

  /** SecretBoxTest has more of such points. */
  @Test
  void a_public_key_of_small_order_passes_there_and_is_refused_here() throws Exception {
    byte[] zero = new byte[32];
    byte[] one = new byte[32];
    byte[] other = new byte[32];
    assertThat(stock.beforenm(one, zero, bytes(32))).isZero();
    assertThat(stock.beforenm(other, zero, bytes(32))).isZero();
    assertThat(one).isEqualTo(other); // whatever the secret is
    assertThat(crypto_box_beforenm(one, zero, bytes(32))).isEqualTo(-1);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
