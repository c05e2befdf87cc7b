package dev.fedbench.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SymbolCoderTest {

  private final SymbolEncoder encoder = new SymbolEncoder();
  private final SymbolDecoder decoder = new SymbolDecoder();

  /** Encodes and decodes; returns the mode and the size. */
  private int[] roundTrip(byte[] symbols, byte[] keys) throws Exception {
    int[] counts = new int[256 * 256];
    boolean[] used = new boolean[256];
    char[] indices = new char[symbols.length];
    for (int i = 0; i < symbols.length; i++) {
      indices[i] = (char) ((keys[i] & 0xff) << 8 | symbols[i] & 0xff);
      counts[indices[i]]++;
      used[keys[i] & 0xff] = true;
    }
    int planned = encoder.plan(counts, used, symbols.length, 0);
    Sink sink = new Sink(2 * symbols.length + 100_000);
    encoder.write(indices, symbols.length, sink);
    byte[] decoded = new byte[symbols.length];
    Source source = new Source(sink.array(), 0, sink.size());
    decoder.read(source, keys, decoded, symbols.length, 256);
    assertThat(Arrays.mismatch(decoded, symbols)).isEqualTo(-1);
    assertThat(source.remaining()).isZero();
    if (symbols.length > 1_000) {
      assertThat(sink.size()).isBetween(planned * 95 / 100 - 40, planned * 105 / 100 + 400);
    }
    return new int[] {sink.array()[0], sink.size()};
  }

  @ParameterizedTest
  @EnumSource(Chunks.Distribution.class)
  void symbols_come_back_at_every_length(Chunks.Distribution distribution) throws Exception {
    Random random = new Random(1);
    byte[] noKeys = new byte[200_000];
    for (int length = 0; length < 100; length++) {
      roundTrip(distribution.bytes(length, random), noKeys);
    }
    for (int length : new int[] {1_000, 4_097, 200_000}) {
      roundTrip(distribution.bytes(length, random), noKeys);
    }
  }

  @Test
  void keys_that_tell_symbols_apart_pay() throws Exception {
    Random random = new Random(2);
    byte[] symbols = new byte[100_000];
    byte[] keys = new byte[symbols.length];
    for (int i = 0; i < symbols.length; i++) {
      keys[i] = (byte) random.nextInt(200);
      symbols[i] = (byte) ((keys[i] & 0xff) / 50 * 16 + random.nextInt(8));
    }
    int with = roundTrip(symbols, keys)[1];
    int without = roundTrip(symbols, new byte[symbols.length])[1];
    assertThat(with).isLessThan(without * 7 / 10); // 3 bits against 5
    assertThat(with).isLessThan(symbols.length * 3 / 8 * 102 / 100);
  }

  @Test
  void a_symbol_that_is_nearly_certain_takes_less_than_a_bit() throws Exception {
    byte[] symbols = Chunks.Distribution.RARE_SYMBOL.bytes(100_000, new Random(4));
    int[] mode = roundTrip(symbols, new byte[symbols.length]);
    assertThat(mode[0]).isEqualTo(SymbolEncoder.ANS);
    assertThat(mode[1]).isLessThan(100_000 / 8 * 4 / 100); // entropy: 0.025 bits a symbol
  }

  @Test
  void many_symbols_that_are_about_as_likely_take_a_huffman_code() throws Exception {
    Random random = new Random(4);
    byte[] symbols = new byte[100_000];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (byte) (random.nextGaussian() * 12);
    }
    assertThat(roundTrip(symbols, new byte[symbols.length])[0]).isEqualTo(SymbolEncoder.HUFFMAN);
  }

  @Test
  void lengths_of_codes_are_optimal_and_limited() {
    int[] fibonacci = new int[256];
    int a = 1;
    int b = 1;
    for (int i = 0; i < 30; i++) { // unlimited, the codes would have up to 29 bits
      fibonacci[i] = a;
      int next = a + b;
      a = b;
      b = next;
    }
    int[] lengths = new int[256];
    Huffman.lengths(fibonacci, 0, lengths);
    assertThat(Arrays.stream(lengths).max().getAsInt()).isEqualTo(Huffman.MOST_BITS);
    assertThat(Huffman.areComplete(lengths)).isTrue();
    int[] dyadic = new int[256];
    dyadic[3] = 8;
    dyadic[4] = 4;
    dyadic[5] = 2;
    dyadic[250] = 2;
    Huffman.lengths(dyadic, 0, lengths);
    assertThat(new int[] {lengths[3], lengths[4], lengths[5], lengths[250]})
        .containsExactly(1, 2, 3, 3);
    Arrays.fill(dyadic, 1);
    Huffman.lengths(dyadic, 0, lengths);
    assertThat(lengths).containsOnly(8);
  }

  @Test
  void frequencies_sum_to_the_states_and_keep_every_symbol() {
    Random random = new Random(6);
    int[] frequencies = new int[256];
    for (int round = 0; round < 200; round++) {
      int[] counts = new int[256];
      for (int i = 0; i < 256; i++) {
        counts[i] = random.nextInt(3) == 0 ? 0 : (int) Math.exp(random.nextDouble() * 11);
      }
      counts[7] = 1;
      for (int log = 9; log <= Ans.MOST_LOG; log++) {
        Ans.normalise(counts, 0, log, frequencies);
        assertThat(Arrays.stream(frequencies).sum()).isEqualTo(1 << log);
        for (int i = 0; i < 256; i++) {
          assertThat(frequencies[i] > 0).isEqualTo(counts[i] > 0);
        }
      }
    }
  }
}
