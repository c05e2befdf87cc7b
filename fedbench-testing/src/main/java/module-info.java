/** For tests of hosts and plug-ins: contract tests for every SPI. */
module dev.fedbench.testing {
  requires transitive dev.fedbench.api;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;
  requires transitive org.junit.jupiter.params;

  exports dev.fedbench.testing;

  // JUnit calls tests that are inherited from package-private parts of a contract.
  opens dev.fedbench.testing to
      org.junit.platform.commons;
}
