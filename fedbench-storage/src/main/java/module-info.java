/** A lossless, versioned store of model weights. */
module dev.fedbench.storage {
  requires transitive dev.fedbench.api;
  requires java.management;

  exports dev.fedbench.storage;
  exports dev.fedbench.storage.clustering;
  exports dev.fedbench.storage.codec;
  exports dev.fedbench.storage.config;
  exports dev.fedbench.storage.lossy;
  exports dev.fedbench.storage.npz;
  exports dev.fedbench.storage.safetensors;
  exports dev.fedbench.storage.suite;
  exports dev.fedbench.storage.workload;

  provides dev.fedbench.fl.ModelStore with
      dev.fedbench.storage.archive.PackModelStore;
  provides dev.fedbench.suite.Suite with
      dev.fedbench.storage.suite.StorageSuite;
}
