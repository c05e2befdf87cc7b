package dev.fedbench.zk.circom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes, there is a witness or a refusal. A class of its own: a process can fuzz but one.
 */
class WtnsFileFuzzTest {

  private static final int WIRES = 9;

  static Stream<byte[]> seeds() throws IOException {
    return Stream.of(Product.bytes(Product.WTNS), Square.wtns(), new byte[0]);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void the_reader_is_total(byte[] data) throws IOException {
    try {
      long[] witness = WtnsFile.read(Source.of("fuzz", data), WIRES);
      byte[] written = Product.written(out -> WtnsFile.write(witness, out));
      WtnsFile.read(Source.of("written", written), WIRES); // what it reads, it can write
    } catch (CircomFileException e) {
      // just that
    }
  }
}
