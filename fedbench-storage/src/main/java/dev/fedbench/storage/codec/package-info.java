/**
 * Lossless codecs of tensors, a chunk of at most 960 KiB at a time: {@link
 * dev.fedbench.storage.codec.ChunkCodec} is the way in.
 */
package dev.fedbench.storage.codec;
