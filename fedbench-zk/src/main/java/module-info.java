/** Groth16 over BN254 in plain Java. */
module dev.fedbench.zk {
  requires transitive dev.fedbench.api;

  exports dev.fedbench.zk.circuit;
  exports dev.fedbench.zk.curve;
  exports dev.fedbench.zk.field;
  exports dev.fedbench.zk.groth16;
  exports dev.fedbench.zk.poseidon;
  exports dev.fedbench.zk.r1cs;
  exports dev.fedbench.zk.snarkjs;
}
