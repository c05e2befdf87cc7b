package dev.fedbench.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.Dtype;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole codes against a reader that goes bit by bit and knows of no tables. */
class WholeCodesTest {

  private static final int ROOM = 1 << 14;

  private final FurtherBits further = FurtherBits.of(Layout.of(Dtype.F32, 0));
  private final int[] lengths = new int[256];
  private final int[] codes = new int[256];
  private final char[] table = new char[1 << Huffman.MOST_BITS];
  private final byte[] out = new byte[WholeCodes.STREAMS * ROOM];
  private final int[] starts = new int[WholeCodes.STREAMS];
  private final int[] ends = new int[WholeCodes.STREAMS];

  private int symbol(int difference) {
    int symbol = 0;
    while (symbol + 1 < 240
        && Long.compare(further.least()[symbol + 1], difference & 0xffffffffL) <= 0) {
      symbol++;
    }
    return symbol;
  }

  /** Differences of all sizes, the largest among them. */
  private static int[] differences(int count) {
    Random random = new Random(count);
    int[] differences = new int[count];
    for (int i = 0; i < count; i++) {
      differences[i] = random.nextInt() >>> (random.nextInt(4) == 0 ? random.nextInt(32) : 18);
    }
    if (count > 0) {
      differences[0] = -1;
    }
    return differences;
  }

  private boolean encode(int[] differences) {
    return encode(differences, Set.of());
  }

  /** Encodes by a code that lacks some symbols; returns whether none of them came. */
  private boolean encode(int[] differences, Set<Integer> lacking) {
    int[] counts = new int[256];
    for (int difference : differences) {
      counts[symbol(difference)]++;
    }
    if (differences.length > 0) {
      Huffman.lengths(counts, 0, lengths);
    }
    Huffman.codes(lengths, codes, 0);
    Huffman.decodeTable(lengths, further::entry, table, 0);
    long[] steps = new long[256];
    for (int symbol = 0; symbol < 240; symbol++) {
      steps[symbol] =
          lengths[symbol] == 0 || lacking.contains(symbol)
              ? WholeCodes.MISSING
              : WholeCodes.step(codes[symbol], further.counts()[symbol], further.least()[symbol]);
    }
    Arrays.fill(out, (byte) -1); // what others left there
    for (int stream = 0; stream < WholeCodes.STREAMS; stream++) {
      out[stream * ROOM] = 0;
      starts[stream] = ends[stream] = 8 * stream * ROOM;
    }
    int count = differences.length;
    return WholeCodes.encode(differences, new int[count], count, steps, new long[count], out, ends);
  }

  private int bit(byte[] bytes, int position) {
    return bytes[position >>> 3] >>> (position & 7) & 1;
  }

  private int[] readSlowly(int count) {
    Map<Integer, Integer> symbols = new HashMap<>(); // by length and code
    for (int symbol = 0; symbol < 256; symbol++) {
      if (lengths[symbol] != 0) {
        symbols.put(codes[symbol], symbol);
      }
    }
    int[] positions = starts.clone();
    int[] found = new int[count];
    for (int i = 0; i < count; i++) {
      int stream = i % WholeCodes.STREAMS;
      int code = 0;
      int length = 0;
      while (!symbols.containsKey(code | length << 16) || length == 0) {
        code |= bit(out, positions[stream]++) << length++;
      }
      int symbol = symbols.get(code | length << 16);
      found[i] = (int) further.least()[symbol];
      for (int b = 0; b < further.counts()[symbol]; b++) {
        found[i] |= bit(out, positions[stream]++) << b;
      }
    }
    assertThat(positions).isEqualTo(ends);
    return found;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 511, 512})
  void streams_are_codes_with_their_further_bits(int count) throws Exception {
    int[] differences = differences(count);
    encode(differences);
    assertThat(readSlowly(count)).isEqualTo(differences);
    int[] words = new int[count];
    int[] positions = starts.clone();
    WholeCodes.decode(out, positions, ends, table, words, count);
    assertThat(words).isEqualTo(differences);
    assertThat(positions).isEqualTo(ends);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 508, 511, 512, 513, 514})
  void a_symbol_without_a_code_is_noticed_wherever_it_comes(int at) {
    int[] differences = differences(515);
    Arrays.setAll(differences, i -> i == at ? 1 << 20 : differences[i] & 0xffff);
    assertThat(encode(differences)).isTrue();
    assertThat(encode(differences, Set.of(symbol(1 << 20)))).isFalse();
    assertThat(encode(differences, Set.of(symbol(1 << 21)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 511, 512})
  void the_last_codes_of_an_array_are_read_as_the_others_are(int count) throws Exception {
    int[] differences = differences(count);
    encode(differences);
    int last = Arrays.stream(ends).max().getAsInt() + 7 >>> 3;
    int[] words = new int[count];
    WholeCodes.decode(
        Arrays.copyOf(out, last + Long.BYTES), starts.clone(), ends, table, words, count);
    assertThat(words).isEqualTo(differences);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_stream_that_is_cut_is_refused(int stream) {
    int[] differences = differences(512);
    encode(differences);
    int[] cut = ends.clone();
    cut[stream]--;
    byte[] exact = Arrays.copyOf(out, (ends[3] + 7 >>> 3) + Long.BYTES);
    for (byte[] in : new byte[][] {out, exact}) {
      assertThatThrownBy(() -> WholeCodes.decode(in, starts.clone(), cut, table, new int[512], 512))
          .isInstanceOf(CorruptChunkException.class);
    }
  }

  @Test
  void two_codes_that_one_load_does_not_hold_are_read_as_others_are() throws Exception {
    int[] differences = new int[64];
    Arrays.setAll(differences, i -> i % 3 == 0 ? i : Integer.MIN_VALUE | i << 7);
    encode(differences);
    int[] words = new int[differences.length];
    WholeCodes.decode(out, starts.clone(), ends, table, words, words.length);
    assertThat(words).isEqualTo(differences);
  }

  @Test
  void differences_are_what_they_were_around_each_power_of_two() throws Exception {
    int[] differences = new int[32 * 32];
    Arrays.setAll(differences, i -> (1 << i / 32) + i % 32 - 16);
    encode(differences);
    int[] words = new int[differences.length];
    WholeCodes.decode(out, starts.clone(), ends, table, words, words.length);
    assertThat(words).isEqualTo(differences);
  }

  @Test
  void each_difference_is_read_by_its_table() throws Exception {
    int[] differences = differences(512);
    encode(differences);
    char[] tables = new char[3 << Huffman.MOST_BITS]; // two of nothing
    System.arraycopy(table, 0, tables, 1 << Huffman.MOST_BITS, table.length);
    int[] words = new int[differences.length];
    Arrays.fill(words, 1 << Huffman.MOST_BITS);
    WholeCodes.decode(out, starts.clone(), ends, tables, words, words.length);
    assertThat(words).isEqualTo(differences);
  }
}
