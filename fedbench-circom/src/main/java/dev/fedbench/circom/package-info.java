/**
 * Circuits of users' own: witnesses by circom's compiled program, proofs under a key of snarkjs's
 * or ours. The program is WebAssembly from a stranger: it is compiled to the JVM's code, runs in
 * memory of its own with a bound on that and on its steps, and can call nothing of the host's.
 */
package dev.fedbench.circom;
