package dev.fedbench.zmq.curve;

import com.neilalexander.jnacl.crypto.xsalsa20poly1305;
import org.zeromq.ZMQ;

/**
 * Sets up sockets for CURVE, before they are bound or connected. Servers are set up by an {@link
 * Authenticator}: without one, ZeroMQ lets every client in.
 */
public final class CurveSecurity {

  /**
   * How many messages may wait in a CURVE socket before its peer is held up: any number. With a
   * bound, JeroMQ delivers messages undecrypted when it is reached (its issue 1009), so that what
   * waits has to be bounded by what peers may have in flight. Set on every socket; do not change it
   * after that.
   */
  public static final int RECEIVE_HIGH_WATER_MARK = 0;

  private static final int TAG_END = 31;

  private CurveSecurity() {}

  /**
   * Makes a socket a client of a server whose public key is known.
   *
   * @param socket not connected yet
   * @throws IllegalStateException if what JeroMQ would encrypt with is not sound
   */
  public static void client(ZMQ.Socket socket, CurveKeys keys, CurvePublicKey server) {
    requireSoundCryptography();
    socket.setRcvHWM(RECEIVE_HIGH_WATER_MARK);
    socket.setCurvePublicKey(keys.publicKey().bytes());
    socket.setCurveSecretKey(keys.secret());
    socket.setCurveServerKey(server.bytes());
  }

  static void server(ZMQ.Socket socket, CurveKeys keys, String domain) {
    requireSoundCryptography();
    socket.setRcvHWM(RECEIVE_HIGH_WATER_MARK);
    socket.setZapDomain(domain);
    socket.setCurveServer(true);
    socket.setCurvePublicKey(keys.publicKey().bytes());
    socket.setCurveSecretKey(keys.secret());
  }

  /**
   * Looks whether the class that JeroMQ calls refuses a tag with a wrong last bit. The library that
   * ours replaces does not; which of two is used depends on their order on the path.
   */
  static void requireSoundCryptography() {
    byte[] box = new byte[64];
    byte[] nonce = new byte[24];
    byte[] key = new byte[32];
    int opened;
    try {
      xsalsa20poly1305.crypto_secretbox(box, new byte[64], box.length, nonce, key);
      box[TAG_END] ^= 1;
      opened = xsalsa20poly1305.crypto_secretbox_open(new byte[64], box, box.length, nonce, key);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "CURVE has no cryptography: put fedbench-jnacl and bcprov on the class path, or say --add-modules jnacl on the module path",
          e);
    }
    if (opened == 0) {
      throw new IllegalStateException(
          "CURVE would use cryptography that takes forged messages for true ones: eu.neilalexander:jnacl is on the path; exclude it, fedbench-jnacl takes its place");
    }
  }
}
