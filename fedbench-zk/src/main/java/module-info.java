/** Groth16 over BN254 in plain Java. */
module dev.fedbench.zk {
  requires transitive dev.fedbench.api;
  requires java.management;

  exports dev.fedbench.zk;
  exports dev.fedbench.zk.circuit;
  exports dev.fedbench.zk.curve;
  exports dev.fedbench.zk.field;
  exports dev.fedbench.zk.groth16;
  exports dev.fedbench.zk.poseidon;
  exports dev.fedbench.zk.r1cs;
  exports dev.fedbench.zk.snarkjs;

  provides dev.fedbench.proof.ProofSystem with
      dev.fedbench.zk.Groth16ProofSystem;
}
