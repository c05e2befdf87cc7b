package dev.fedbench.zk.circom;

/**
 * What was written of a circuit.
 *
 * @param id such as {@code secure-11-16}
 * @param variables the constant 1 included
 * @param publics the constant not counted
 */
public record CircuitSummary(String id, int constraints, int variables, int publics) {}
