package dev.fedbench.spi;

/**
 * A pluggable part, found by name through {@link java.util.ServiceLoader}.
 *
 * <p>Implementations must be thread-safe, and cheap to construct: discovery constructs each of
 * them.
 */
public interface Extension {

  /** The name users type: lower case letters, digits and hyphens, unique within its kind. */
  String name();
}
