package dev.fedbench.core.suite.rpc;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A server under test, here or in a process of its own. */
interface BenchServer extends AutoCloseable {

  /** Where clients connect. */
  URI endpoint();

  /** Whether its process is another than the clients'. */
  boolean apart();

  /** Why it is gone, if it has ended without being told to. */
  Optional<String> death();

  /** Ends it at once, with whatever is under way. Idempotent. */
  void kill();

  /** Ends it. Idempotent. */
  @Override
  void close();

  /** After its end: what it left behind, as far as it can be told there. */
  List<String> leftovers();
}
