/** Vectors for fedbench-zk. */
module dev.fedbench.zk.vector {
  requires dev.fedbench.zk;
  requires jdk.incubator.vector;

  provides dev.fedbench.zk.lanes.spi.LaneArithmetic with
      dev.fedbench.zk.vector.VectorArithmetic;
}
