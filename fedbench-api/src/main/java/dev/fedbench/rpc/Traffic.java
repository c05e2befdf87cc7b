package dev.fedbench.rpc;

/**
 * How much of one kind of message went one way.
 *
 * @param direction as seen by whoever counted
 * @param kind the messages' kind
 * @param name the method or topic
 * @param messages how many
 * @param bytes envelope bytes, see {@link WireCounter}
 */
public record Traffic(
    Direction direction, MessageKind kind, String name, long messages, long bytes) {}
