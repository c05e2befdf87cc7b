/** Samples and what they come to. Pure: no input or output, no clock. */
package dev.fedbench.core.stats;
