/**
 * The proof suite: what proofs of an update cost, kind by kind and size by size. {@link
 * dev.fedbench.core.suite.proof.ProofSuite} lists points, each a scenario; before and beside what
 * it measures, a trial sees that true claims are verified and false ones are not.
 */
package dev.fedbench.core.suite.proof;
