/**
 * Contract tests: an implementation of an SPI passes them by a test class that implements the
 * contract's interface, or extends its class. They need JUnit 5 and AssertJ.
 */
package dev.fedbench.testing;
