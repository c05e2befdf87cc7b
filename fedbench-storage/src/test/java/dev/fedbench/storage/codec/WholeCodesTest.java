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

  /** Eight differences, of which each has a table of its own: two of each stream. */
  @Test
  void two_codes_of_any_lengths_are_read_back_at_any_position() throws Exception {
    Random random = new Random(1);
    for (int first = 1; first <= 39; first++) {
      for (int second = 1; second <= 39; second++) {
        twoCodes(first, second, random);
      }
    }
  }

  private void twoCodes(int first, int second, Random random) throws Exception {
    int[] differences = new int[8];
    long[] steps = new long[8 << 8];
    char[] tables = new char[8 << Huffman.MOST_BITS];
    for (int i = 0; i < 8; i++) {
      int length = i < 4 ? first : second;
      int furtherBits = Math.max(0, length - Huffman.MOST_BITS);
      int symbol = (furtherBits == 0 ? 0 : furtherBits + 1 << 3) + i;
      int code = random.nextInt(1 << length - furtherBits) | length - furtherBits << 16;
      long least = further.least()[symbol];
      differences[i] = (int) least + random.nextInt(1 << furtherBits);
      steps[(i << 8) + symbol] = WholeCodes.step(code, furtherBits, least);
      int from = i << Huffman.MOST_BITS; // whatever the code
      char entry = WholeCodes.entry(length - furtherBits, furtherBits, least);
      Arrays.fill(tables, from, from + (1 << Huffman.MOST_BITS), entry);
    }
    for (int offset = 0; offset < Byte.SIZE; offset++) {
      byte[] bytes = new byte[4 * 32 + 64];
      Arrays.fill(bytes, (byte) -1);
      int[] from = {offset, 256 + offset, 512 + offset, 768 + offset};
      for (int position : from) {
        bytes[position >>> 3] = (byte) ((1 << offset) - 1);
      }
      int[] to = from.clone();
      int[] starts = {0, 1 << 8, 2 << 8, 3 << 8, 4 << 8, 5 << 8, 6 << 8, 7 << 8};
      int[] words = Arrays.stream(starts).map(i -> i << Huffman.MOST_BITS - 8).toArray();
      assertThat(WholeCodes.encode(differences, starts, 8, steps, new long[8], bytes, to)).isTrue();
      for (int stream = 0; stream < 4; stream++) {
        assertThat(to[stream]).isEqualTo(from[stream] + first + second);
        assertThat((bytes[to[stream] >>> 3] & 0xff) >>> (to[stream] & 7)).as("behind").isZero();
        assertThat(bytes[from[stream] >>> 3] & (1 << offset) - 1).isEqualTo((1 << offset) - 1);
      }
      WholeCodes.decode(bytes, from, to, tables, words, 8);
      assertThat(words).isEqualTo(differences);
    }
  }

  /** The longest of codes lead out of any array soon, wherever streams begin. */
  @Test
  void whatever_the_bits_are_nothing_is_read_behind_the_array() {
    Arrays.fill(table, WholeCodes.entry(Huffman.MOST_BITS, 28, 15L << 28));
    for (int length = 8; length < 1_400; length += 1 + length / 16) {
      int end = 8 * (length - 8);
      for (int last : new int[] {0, end / 16 * 8, end}) {
        for (int count : new int[] {1, 7, 8, 9, 16, 40, 1000, 1024}) {
          int[] positions = {0, last, last, last};
          int[] ends = {last, last, last, end};
          byte[] bytes = new byte[length];
          assertThatThrownBy(
                  () -> {
                    WholeCodes.decode(bytes, positions, ends, table, new int[count], count);
                    throw new CorruptChunkException("they were enough");
                  })
              .isInstanceOf(CorruptChunkException.class);
        }
      }
    }
  }
}
