package dev.fedbench.zk.circom;

/**
 * A proof and what it is a proof of, as snarkjs writes them.
 *
 * @param proofJson {@code proof.json}
 * @param publicJson {@code public.json}
 */
public record CircomProof(String proofJson, String publicJson) {}
