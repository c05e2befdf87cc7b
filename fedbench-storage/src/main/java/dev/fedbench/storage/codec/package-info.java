/**
 * Lossless codecs of tensors, a chunk of at most a mebibyte at a time: {@link
 * dev.fedbench.storage.codec.ChunkCodec} is the way in.
 */
package dev.fedbench.storage.codec;
