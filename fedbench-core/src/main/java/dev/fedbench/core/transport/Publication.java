package dev.fedbench.core.transport;

import java.nio.ByteBuffer;

/**
 * A version of a topic.
 *
 * @param body read-only and shared: read it through a duplicate
 */
public record Publication(long version, ByteBuffer body) {}
