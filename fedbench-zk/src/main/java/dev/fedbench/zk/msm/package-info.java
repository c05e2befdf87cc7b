/** Sums of many points, each times a scalar of its own. */
package dev.fedbench.zk.msm;
