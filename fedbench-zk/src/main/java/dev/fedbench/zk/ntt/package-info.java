/** The number-theoretic transform over BN254's scalar field, on its subgroups of order 2^k. */
package dev.fedbench.zk.ntt;
