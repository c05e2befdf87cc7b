/**
 * The suite {@code storage}: compression, speed, clustering, growth, memory and exactness of the
 * weight store.
 */
package dev.fedbench.storage.suite;
