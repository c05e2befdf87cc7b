/** Elements of prime fields side by side: whether that is faster here, and how they get there. */
package dev.fedbench.zk.lanes;
