/**
 * Poseidon (Grassi et al., USENIX Security 2021) over BN254's scalar field, as circomlib 2.0.5 has
 * it: x^5, t = inputs + 1 lanes, 8 full rounds, the first lane is the hash.
 */
package dev.fedbench.zk.poseidon;
