/**
 * The in-process transport, and what it shares with the HTTP transport beside it: {@link
 * dev.fedbench.core.transport.Handling}, {@link dev.fedbench.core.transport.Topics} and {@link
 * dev.fedbench.core.transport.Deliveries}, which hosts need not know.
 */
package dev.fedbench.core.transport;
