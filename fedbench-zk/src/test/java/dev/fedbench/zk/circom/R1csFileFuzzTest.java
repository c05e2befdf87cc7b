package dev.fedbench.zk.circom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.zk.r1cs.R1cs;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes, there is a constraint system or a refusal. A class of its own: a process can fuzz
 * but one.
 */
class R1csFileFuzzTest {

  static Stream<byte[]> seeds() throws IOException {
    return Stream.of(
        Product.bytes(Product.R1CS),
        Product.written(out -> R1csFile.write(Square.system(), out)),
        new byte[0]);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void the_reader_is_total(byte[] data) throws IOException {
    try {
      R1cs system = R1csFile.read(Source.of("fuzz", data));
      system.booleans();
      byte[] written = Product.written(out -> R1csFile.write(system, out));
      R1csFile.read(Source.of("written", written)); // what it reads, it can write
    } catch (CircomFileException e) {
      // just that
    }
  }
}
