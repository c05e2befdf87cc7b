/**
 * Records on disk: append-only pack files, the manifest that says how much of them counts, and the
 * index of what they hold. Knows ids and bytes, and nothing of tensors.
 *
 * <p>The order of writes that makes a commit durable is in {@link
 * dev.fedbench.storage.pack.PackWriter}; the format to the byte is in docs/storage.md.
 */
package dev.fedbench.storage.pack;
