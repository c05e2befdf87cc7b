/**
 * NaCl's boxes on Bouncy Castle. The name is the one that JeroMQ's module asks for, and the package
 * the one that it calls: this jar stands in the place of {@code eu.neilalexander:jnacl}, and the
 * two may not be on one path.
 */
module jnacl {
  requires org.bouncycastle.provider;

  exports com.neilalexander.jnacl.crypto;
}
