/**
 * SHA-256 of many messages at a time, for processors that do it side by side. Found as a service
 * ({@link dev.fedbench.storage.hash.spi.LaneSha256}); the module fedbench-storage-vector is one.
 * Without any, one is hashed after the other.
 */
package dev.fedbench.storage.hash.spi;
