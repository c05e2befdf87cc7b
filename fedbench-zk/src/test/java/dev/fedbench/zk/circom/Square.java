package dev.fedbench.zk.circom;

import dev.fedbench.zk.groth16.Setup;
import dev.fedbench.zk.r1cs.CircuitBuilder;
import dev.fedbench.zk.r1cs.ConstraintBuilder;
import dev.fedbench.zk.r1cs.Elements;
import dev.fedbench.zk.r1cs.R1cs;
import dev.fedbench.zk.r1cs.WitnessBuilder;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Random;

/** x x = y for a public y: the smallest files there are, the same each time. */
final class Square {

  private Square() {}

  private static <W> void define(CircuitBuilder<W> builder) {
    W y = builder.publicInput(() -> Elements.of(49));
    W x = builder.hint(() -> Elements.of(7));
    builder.assertProduct(x, x, y);
  }

  static R1cs system() {
    ConstraintBuilder builder = new ConstraintBuilder();
    define(builder);
    return builder.build();
  }

  static byte[] wtns() throws IOException {
    WitnessBuilder builder = new WitnessBuilder(3);
    define(builder);
    long[] witness = builder.witness();
    return Product.written(out -> WtnsFile.write(witness, out));
  }

  static byte[] zkey() throws IOException {
    return Product.written(
        out -> ZkeyWriter.write(Setup.run(system(), new Repeatable()).keyPair(), out));
  }

  /** For tests alone. */
  private static final class Repeatable extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final Random random = new Random(5);

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }
}
