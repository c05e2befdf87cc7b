/** Groth16 over BN254 in plain Java. */
module dev.fedbench.zk {
  requires transitive dev.fedbench.api;
  requires java.management;

  exports dev.fedbench.zk;
  exports dev.fedbench.zk.circom;
  exports dev.fedbench.zk.lanes.spi;

  uses dev.fedbench.zk.lanes.spi.LaneArithmetic;

  provides dev.fedbench.proof.ProofSystem with
      dev.fedbench.zk.Groth16ProofSystem;
}
