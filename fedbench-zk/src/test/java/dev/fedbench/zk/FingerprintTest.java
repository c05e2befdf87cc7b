package dev.fedbench.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.zk.circuit.Kind;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.circuit.UpdateCircuit;
import dev.fedbench.zk.r1cs.R1cs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private static R1cs system(int size, int bits) {
    return new UpdateCircuit(new Shape(Kind.SECURE, size, bits, false)).constraints();
  }

  @Test
  void the_same_system_has_the_same_and_another_one_another() {
    R1cs system = system(5, 16);
    assertThat(Fingerprint.of(system(5, 16))).isEqualTo(Fingerprint.of(system));
    R1cs rest = system(10, 8); // the same word in other pieces
    assertThat(Fingerprint.of(rest)).isNotEqualTo(Fingerprint.of(system));
    for (R1cs other :
        new R1cs[] {
          new R1cs(system.b(), system.b(), system.c(), system.variables(), system.publics()),
          new R1cs(system.a(), system.a(), system.c(), system.variables(), system.publics()),
          new R1cs(system.a(), system.b(), system.a(), system.variables(), system.publics()),
          new R1cs(system.a(), system.b(), system.c(), system.variables(), 2),
          new R1cs(system.a(), system.b(), system.c(), system.variables() + 1, system.publics())
        }) {
      assertThat(Fingerprint.of(other)).isNotEqualTo(Fingerprint.of(system));
    }
  }

  @Test
  void keys_of_a_circuit_that_has_changed_since_are_refused() throws Exception {
    Groth16ProofSystem groth16 = new Groth16ProofSystem();
    Circuit circuit = groth16.circuit(new CircuitSpec(ProofKind.SECURE, 1, 2));
    Keys keys = groth16.setup(circuit);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    keys.write(out);
    byte[] bytes = out.toByteArray();
    assertThat(groth16.read(circuit, new ByteArrayInputStream(bytes)).id()).isEqualTo(keys.id());
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    new DataOutputStream(name).writeUTF(circuit.id());
    for (int i = 0; i < Fingerprint.BYTES; i += 7) {
      byte[] other = bytes.clone();
      other[name.size() + i] ^= 1;
      assertThatThrownBy(() -> groth16.read(circuit, new ByteArrayInputStream(other)))
          .isInstanceOf(IOException.class)
          .hasMessage("keys of circuit secure-1-2 as another release has it; set it up anew");
    }
  }
}
