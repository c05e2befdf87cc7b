package dev.fedbench.zk.groth16;

import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;

/**
 * What proofs of one circuit are made with. Thread-safe: all provers of a process share one.
 *
 * @param a [u_i(tau)] for each variable, and delta
 * @param b1 [v_i(tau)] for each variable, in G1, and delta
 * @param b2 the same in G2
 * @param c [(beta u_i + alpha v_i + w_i)(tau) / delta] for each private variable; for each point of
 *     the odd coset, its Lagrange polynomial at tau, over delta; and delta
 */
public record ProvingKey(
    G1 alpha,
    G1 beta1,
    G2 beta2,
    G1 delta1,
    G2 delta2,
    Section a,
    Section b1,
    Section b2,
    Section c) {}
