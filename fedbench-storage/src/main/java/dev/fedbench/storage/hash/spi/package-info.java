/**
 * SHA-256 of many messages at a time, for processors that do it side by side. Found as a service
 * ({@link dev.fedbench.storage.hash.spi.LaneSha256}); the module fedbench-storage-vector is one.
 * Used where it is faster than what fedbench-storage has itself.
 */
package dev.fedbench.storage.hash.spi;
