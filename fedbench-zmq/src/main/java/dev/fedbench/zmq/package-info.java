/** A transport over ZeroMQ. */
package dev.fedbench.zmq;
