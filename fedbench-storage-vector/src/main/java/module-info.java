/** Vectors for fedbench-storage. */
module dev.fedbench.storage.vector {
  requires dev.fedbench.storage;
  requires jdk.incubator.vector;

  provides dev.fedbench.storage.hash.spi.LaneSha256 with
      dev.fedbench.storage.vector.VectorSha256;
}
