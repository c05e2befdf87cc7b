/**
 * Groth16 (Groth, On the Size of Pairing-Based Non-interactive Arguments, EUROCRYPT 2016) over
 * BN254, with keys laid out as snarkjs lays them out: as many further rows of A as there are public
 * variables bind these, and the quotient's points stand for its values on the odd coset.
 */
package dev.fedbench.zk.groth16;
