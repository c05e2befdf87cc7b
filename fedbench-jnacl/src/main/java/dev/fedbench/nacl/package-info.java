/** NaCl's constructions, put together from Bouncy Castle's X25519, Salsa20 and Poly1305. */
package dev.fedbench.nacl;
