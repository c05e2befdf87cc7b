/**
 * What stands between a run and its proof system: quantising, keys and where they are kept. Names
 * no proof system.
 */
package dev.fedbench.core.proof;
