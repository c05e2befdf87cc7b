package dev.fedbench.zk.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.circom.CircomFiles;
import dev.fedbench.zk.circom.CircomKey;
import dev.fedbench.zk.lanes.Lanes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** These tests are started with -Ddev.fedbench.zk.lanes=on. */
class WholeProofTest {

  @Test
  void a_proof_in_vectors_verifies(@TempDir Path directory) throws Exception {
    assertThat(Lanes.description()).startsWith("vectors of ").endsWith("as told");
    CircomFiles files = new CircomFiles(new SecureRandom());
    Path input = directory.resolve("input.json");
    Files.writeString(input, "{\"gradients\": [1, -2, 3, 0, 5]}");
    Path r1cs = directory.resolve("c.r1cs");
    Path wtns = directory.resolve("c.wtns");
    files.circuit("secure", 5, 16, r1cs, input, wtns);
    Path zkey = directory.resolve("c.zkey");
    files.setup(r1cs, zkey, directory.resolve("vkey.json"));
    CircomKey key = CircomKey.read(zkey, new SecureRandom());
    for (int i = 0; i < 3; i++) {
      assertThat(key.prove(wtns)).isNotNull(); // what does not verify is refused
    }
  }
}
