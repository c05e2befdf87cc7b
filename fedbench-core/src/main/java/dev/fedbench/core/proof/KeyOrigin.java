package dev.fedbench.core.proof;

/** Whose keys they are. */
enum KeyOrigin {
  /** Made here: whoever verifies here may trust them. */
  MADE,
  /** From elsewhere: to prove to who made them, and not to verify with. */
  FETCHED
}
