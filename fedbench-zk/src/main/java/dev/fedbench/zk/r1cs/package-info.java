/**
 * Rank-1 constraint systems over BN254's scalar field: a circuit is written once, and either builds
 * its constraints or computes its witness.
 */
package dev.fedbench.zk.r1cs;
