/**
 * Tensors, checkpoints, commits and their history, made of records: how they are encoded, written
 * as a stream, read, searched, verified and cleared away.
 */
package dev.fedbench.storage.version;
