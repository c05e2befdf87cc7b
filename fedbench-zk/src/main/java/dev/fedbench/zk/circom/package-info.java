/**
 * Files of circom and snarkjs (docs/circom.md): constraint systems, witnesses and Groth16 keys over
 * bn128, which is what they call BN254. {@link dev.fedbench.zk.circom.CircomFiles} is where to
 * start.
 */
package dev.fedbench.zk.circom;
