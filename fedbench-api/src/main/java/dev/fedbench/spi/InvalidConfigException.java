package dev.fedbench.spi;

import java.util.List;

/** A configuration is wrong; nothing was started. The message holds every mistake, one a line. */
public final class InvalidConfigException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /** All mistakes. */
  @SuppressWarnings("serial") // what List.copyOf gives is serializable
  private final List<String> problems;

  public InvalidConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every mistake, each saying what was found and what is expected. */
  public List<String> problems() {
    return problems;
  }
}
