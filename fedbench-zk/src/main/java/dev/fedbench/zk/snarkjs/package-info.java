/**
 * Proofs, public signals and verification keys in snarkjs's JSON, as its version 0.7 reads and
 * writes them.
 */
package dev.fedbench.zk.snarkjs;
