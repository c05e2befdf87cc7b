/**
 * CURVE (RFC 26) for ZeroMQ sockets: keys, their files, lists of the clients that may connect, and
 * the authenticator (RFC 27) that asks them. How to use it, and what it does not protect, is in
 * {@code docs/curve.md}.
 */
package dev.fedbench.zmq.curve;
