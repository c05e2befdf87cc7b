/**
 * What JeroMQ calls for CURVE, under the names and with the conventions of the library that it was
 * written for ({@code eu.neilalexander:jnacl}): NaCl's C functions. The code is ours; the
 * cryptography is Bouncy Castle's.
 */
package com.neilalexander.jnacl.crypto;
