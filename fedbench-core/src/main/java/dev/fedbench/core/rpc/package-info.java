/**
 * What goes around any transport or handler: schedulers, a table of methods, compression. Each is a
 * decorator; none knows a transport.
 */
package dev.fedbench.core.rpc;
