/**
 * A proof service: a process to which clients send their updates in the clear to have them proved,
 * and its client. It is a remote prover, not multi-party computation: whoever runs it sees every
 * update. {@code docs/proof-service.md} is the protocol.
 */
package dev.fedbench.core.proofservice;
