package dev.fedbench.zk.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IvTest {

  private static BigInteger iv(
      String circuit,
      int run,
      long round,
      long base,
      String client,
      long n,
      int b,
      long scale,
      long examples,
      int salt) {
    byte[] runId = {(byte) run};
    byte[] salted = new byte[32];
    salted[31] = (byte) salt;
    return Iv.of(circuit, runId, round, base, client, n, b, scale, examples, salted);
  }

  @Test
  void everything_that_it_is_of_matters() {
    Set<BigInteger> all = new HashSet<>();
    all.add(iv("c", 1, 2, 3, "a", 4, 16, 1000, 5, 6));
    all.add(iv("d", 1, 2, 3, "a", 4, 16, 1000, 5, 6));
    all.add(iv("c", 2, 2, 3, "a", 4, 16, 1000, 5, 6));
    all.add(iv("c", 1, 3, 3, "a", 4, 16, 1000, 5, 6));
    all.add(iv("c", 1, 2, 4, "a", 4, 16, 1000, 5, 6));
    all.add(iv("c", 1, 2, 3, "b", 4, 16, 1000, 5, 6));
    all.add(iv("c", 1, 2, 3, "a", 5, 16, 1000, 5, 6));
    all.add(iv("c", 1, 2, 3, "a", 4, 17, 1000, 5, 6));
    all.add(iv("c", 1, 2, 3, "a", 4, 16, 1001, 5, 6));
    all.add(iv("c", 1, 2, 3, "a", 4, 16, 1000, 6, 6));
    all.add(iv("c", 1, 2, 3, "a", 4, 16, 1000, 5, 7));
    assertThat(all).hasSize(11).allMatch(iv -> iv.bitLength() <= 253 && iv.signum() >= 0);
  }

  @Test
  void it_is_sealed() {
    // Computed apart from this code, with hashlib, from the statement's words.
    assertThat(iv("secure-11-16", 7, 1, 1, "client-1", 11, 16, 1000, 100, 9))
        .isEqualTo(
            new BigInteger(
                "10977410065060315729405156843708099664376786983435773851665113868617906616856"));
  }

  @Test
  void texts_that_are_not_unicode_and_other_salts_are_refused() {
    assertThatThrownBy(() -> iv("c", 1, 2, 3, "a\ud800", 4, 16, 1000, 5, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a text that is not Unicode");
    assertThatThrownBy(() -> Iv.of("c", new byte[16], 1, 1, "a", 1, 16, 1, 1, new byte[16]))
        .hasMessage("a salt of 16 bytes; expected 32");
  }
}
