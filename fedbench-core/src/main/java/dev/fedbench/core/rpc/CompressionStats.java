package dev.fedbench.core.rpc;

/**
 * What a {@link CompressingTransport} did so far, clients and servers together.
 *
 * @param compressed bodies that were sent compressed
 * @param small bodies that were sent as they are, because they are short
 * @param incompressible bodies that were sent as they are, because they or those before them do not
 *     shrink
 * @param plainBytes of all bodies before compression
 * @param sentBytes of the same bodies as they were sent, with what is in front of each
 * @param compressNanos CPU time that threads spent in the codec to compress, samples included
 * @param decompressed bodies that came compressed
 * @param decompressNanos CPU time that threads spent in the codec to decompress
 */
public record CompressionStats(
    long compressed,
    long small,
    long incompressible,
    long plainBytes,
    long sentBytes,
    long compressNanos,
    long decompressed,
    long decompressNanos) {}
