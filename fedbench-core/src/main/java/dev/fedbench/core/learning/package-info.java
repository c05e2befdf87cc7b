/**
 * What simulated clients train: handwritten digits for real, or seeded normal deltas.
 *
 * <p>{@link dev.fedbench.core.learning.DigitsWorkload} and {@link
 * dev.fedbench.core.learning.SyntheticWorkload} are what hosts use. Everything here is a function
 * of its seeds: the same seeds give the same bits on the same JDK and processor type.
 */
package dev.fedbench.core.learning;
