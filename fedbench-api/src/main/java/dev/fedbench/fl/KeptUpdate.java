package dev.fedbench.fl;

/**
 * An accepted update, without what it holds.
 *
 * @param client who sent it: 1 to 200 characters
 * @param round it was accepted in, from 0
 * @param baseVersion of the model that it is a change to, from 0
 * @param examples that it was trained on, from 0
 */
public record KeptUpdate(String client, long round, long baseVersion, long examples) {

  private static final int MAX_CLIENT = 200;

  public KeptUpdate {
    if (client.isEmpty() || client.length() > MAX_CLIENT) {
      throw new IllegalArgumentException(
          "a client id of %d characters; expected 1 to %d".formatted(client.length(), MAX_CLIENT));
    }
    if (round < 0 || baseVersion < 0 || examples < 0) {
      throw new IllegalArgumentException(
          "an update of round %d to version %d with %d examples; expected no negative number"
              .formatted(round, baseVersion, examples));
    }
  }
}
