package dev.fedbench.core.fl.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first byte chooses the parser. The normal build runs the seeds; JAZZER_FUZZ=1 goes on from
 * there.
 */
class WireFuzzTest {

  private static final WireMessage[] KINDS = WireMessage.values();

  static Stream<byte[]> seeds() {
    return Stream.of(KINDS)
        .flatMap(
            kind ->
                LongStream.range(0, 4)
                    .mapToObj(seed -> prefixed(kind, kind.write(kind.sample(seed)))));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void a_parser_ends_in_a_message_or_in_its_own_exception(byte[] data) {
    if (data.length == 0) {
      return;
    }
    WireMessage kind = KINDS[(data[0] & 0xff) % KINDS.length];
    try {
      kind.parse(Arrays.copyOfRange(data, 1, data.length));
    } catch (MalformedMessageException e) {
      // just that
    }
  }

  private static byte[] prefixed(WireMessage kind, byte[] body) {
    byte[] data = new byte[body.length + 1];
    data[0] = (byte) kind.ordinal();
    System.arraycopy(body, 0, data, 1, body.length);
    return data;
  }
}
