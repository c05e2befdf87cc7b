/**
 * BN254 (alt_bn128): y^2 = x^3 + 3 over F_p (G1), its twist y^2 = x^3 + 3 / (9 + u) over F_p2 (G2),
 * and the optimal ate pairing between them.
 *
 * <p>In arrays, an affine point is x, y, and the point at infinity 0, 0, which is on neither curve;
 * a Jacobian point is x, y, z and stands for (x / z^2, y / z^3), infinity if z is 0.
 */
package dev.fedbench.zk.curve;
