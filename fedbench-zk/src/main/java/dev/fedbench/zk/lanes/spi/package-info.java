/**
 * Prime-field arithmetic on many elements at a time, for processors that do it side by side. Found
 * as a service ({@link dev.fedbench.zk.lanes.spi.LaneArithmetic}); the module fedbench-zk-vector is
 * one. Without any, everything is done element by element.
 */
package dev.fedbench.zk.lanes.spi;
