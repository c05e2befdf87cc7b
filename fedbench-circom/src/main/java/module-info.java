/** A user's own circom circuit in the JVM. */
module dev.fedbench.circom {
  requires transitive dev.fedbench.api;
  requires transitive dev.fedbench.zk;
  requires com.dylibso.chicory.wasm;
  requires com.dylibso.chicory.runtime;
  requires com.dylibso.chicory.compiler;
  requires java.management;

  exports dev.fedbench.circom;
}
