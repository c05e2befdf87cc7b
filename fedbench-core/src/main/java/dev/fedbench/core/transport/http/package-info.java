/**
 * Calls and publications over HTTP/1.1, plain or over TLS 1.3. What follows is all that another
 * implementation needs.
 *
 * <h2>Calls</h2>
 *
 * <pre>
 * POST /rpc/{method}
 * Content-Type: application/octet-stream
 * Fedbench-Call: {call id}                    1 to 64 characters of [A-Za-z0-9_-]
 * Fedbench-Timeout-Ms: {milliseconds}         1 to 2^62, optional; then the server gives the call up
 * Fedbench-Order: {order key}                 optional; UTF-8, all but [A-Za-z0-9._~-] as %XX
 * Fedbench-Max-Response: {bytes}              optional; a larger answer becomes 406
 *
 * {body}
 * </pre>
 *
 * <p>A method's name has 1 to 100 characters of {@code [A-Za-z0-9._-]}, the first a letter or a
 * digit. The body comes with a Content-Length or in chunks. The answer's status says what it is:
 *
 * <table>
 * <caption>Answers to a call</caption>
 * <tr><td>200</td><td>RESULT, with its body</td></tr>
 * <tr><td>422</td><td>FAILURE, with UTF-8 text</td></tr>
 * <tr><td>500</td><td>ERROR, with UTF-8 text</td></tr>
 * <tr><td>499</td><td>CANCELLED: the call was given up</td></tr>
 * <tr><td>406</td><td>the answer is larger than Fedbench-Max-Response</td></tr>
 * <tr><td>413</td><td>the request is larger than the server takes; not served</td></tr>
 * <tr><td>409</td><td>another call under way has this id; not served</td></tr>
 * <tr><td>503</td><td>the server is closing; not served, or broken off</td></tr>
 * <tr><td>other</td><td>400, 404, 405, 408, 411, 414, 415, 431: the request is malformed; not
 *     served</td></tr>
 * </table>
 *
 * <p>A client chooses ids that nobody can guess (ours: 128 random bits and a counter), because who
 * knows the id of a call can cancel it. Nothing is retried, except when no request can have reached
 * the server whole.
 *
 * <h2>Cancelling</h2>
 *
 * <pre>
 * POST /cancel/{call id}
 * Fedbench-Method: {method}                   for the server's count
 * </pre>
 *
 * <p>on any other connection; always answered with 204, whether there is such a call or not. The
 * call itself is then answered with 499. A cancel that overtakes its call takes effect when the
 * call arrives, as long as the server has not seen too many others of that kind in between. A
 * client whose call times out cancels it.
 *
 * <h2>Topics</h2>
 *
 * <pre>
 * GET /topics/{topic}?after={version}         without the query: any version
 * Fedbench-Call: {id}                         optional; for cancelling
 * Fedbench-Max-Response: {bytes}              optional
 * </pre>
 *
 * <p>waits until the topic has a version after that one (a decimal 64-bit number, may be negative)
 * and answers 200 with {@code Fedbench-Version: {version}} and its body; or 204 when the server has
 * waited long enough, or was told to cancel: then ask again. 406 as above; 503 when the server
 * closes.
 *
 * <h2>Connections</h2>
 *
 * <p>Connections persist. Each answer carries {@code Keep-Alive: timeout={seconds}}, after which
 * the server closes an idle connection; our client does not use one that has been idle for four
 * fifths of it. A request's head must be complete within a deadline (10 s) of the connection's
 * start or the request's first byte, and its body must then come at 64 KiB/s at least, on average,
 * after the same time again; the server closes a connection that does not keep this. It also limits
 * connections in all and by address, and the head to 16 KiB.
 *
 * <p>No redirects, cookies, authentication by header, or content encodings. Other paths, see {@link
 * dev.fedbench.core.transport.http.HttpEndpoint}, are served beside these.
 */
package dev.fedbench.core.transport.http;
