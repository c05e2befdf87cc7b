/**
 * Groups of tensors that are alike: sketches of tensors, ways to cluster them, measures of how good
 * a clustering is.
 */
package dev.fedbench.storage.clustering;
