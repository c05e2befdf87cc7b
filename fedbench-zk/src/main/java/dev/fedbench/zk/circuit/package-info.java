/**
 * The circuits of an update (docs/statement.md): every value in range, the norm, the count of
 * values that are not zero, and a commitment that binds them to what was submitted.
 */
package dev.fedbench.zk.circuit;
