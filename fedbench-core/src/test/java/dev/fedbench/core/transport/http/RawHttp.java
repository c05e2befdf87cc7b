package dev.fedbench.core.transport.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection over which a test sends whatever bytes it likes. */
final class RawHttp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final Pattern LENGTH = Pattern.compile("(?i)\\r\\ncontent-length: (\\d+)\\r\\n");

  /**
   * What came back.
   *
   * @param status 0 if the connection was closed without an answer
   */
  record Answer(int status, String head, String body) {

    String header(String name) {
      Matcher matcher = Pattern.compile("(?i)\\r\\n" + name + ": ([^\\r]*)\\r\\n").matcher(head);
      return matcher.find() ? matcher.group(1) : "";
    }
  }

  private final Socket socket;

  RawHttp(URI server) throws IOException {
    socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  Socket socket() {
    return socket;
  }

  RawHttp send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Reads one answer. */
  Answer receive() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next;
      try {
        next = in.read();
      } catch (SocketException e) { // reset
        next = -1;
      }
      if (next < 0) {
        return new Answer(0, text, "");
      }
      head.write(next);
      text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
    }
    Matcher length = LENGTH.matcher(text);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return new Answer(
        Integer.parseInt(text.substring(9, 12)), text, new String(body, StandardCharsets.UTF_8));
  }

  /** Whether the server closes the connection, within the patience, without another byte. */
  boolean closedByServer() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) { // reset
      return true;
    }
  }

  /** A call, well-formed. */
  static String call(String method, String id, String body) {
    return "POST /rpc/%s HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
            .formatted(method)
        + "Fedbench-Call: %s\r\nContent-Length: %d\r\n\r\n%s".formatted(id, body.length(), body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
