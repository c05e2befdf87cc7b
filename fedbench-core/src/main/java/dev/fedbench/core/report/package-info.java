/**
 * What came of a run, told to people and programs: pure renderers, one class that writes files and
 * one that posts.
 */
package dev.fedbench.core.report;
