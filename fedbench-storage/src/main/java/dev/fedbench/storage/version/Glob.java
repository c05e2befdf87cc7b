package dev.fedbench.storage.version;

/**
 * A pattern of names: {@code *} is any characters, {@code ?} is one. Time is at most the product of
 * the lengths, whatever the pattern.
 *
 * @param pattern as users write it
 */
record Glob(String pattern) {

  boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resumed = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resumed = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) { // let the last star take one character more
        p = star + 1;
        n = ++resumed;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
