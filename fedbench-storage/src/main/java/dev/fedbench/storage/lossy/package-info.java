/**
 * Strategies that lose something, for those who ask for them: never chosen by a store, and every
 * one says how far off it is.
 */
package dev.fedbench.storage.lossy;
