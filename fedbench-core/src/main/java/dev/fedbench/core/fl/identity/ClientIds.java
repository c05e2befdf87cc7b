package dev.fedbench.core.fl.identity;

/** Client ids: safe in file names, logs and tables. */
public final class ClientIds {

  private static final int MAX = 64;

  private ClientIds() {}

  /** Whether it is 1 to 64 characters of {@code [A-Za-z0-9._-]} that do not begin with a dot. */
  public static boolean valid(String id) {
    if (id.isEmpty() || id.length() > MAX || id.charAt(0) == '.') {
      return false;
    }
    return id.chars()
        .allMatch(
            c ->
                c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '.'
                    || c == '_'
                    || c == '-');
  }
}
