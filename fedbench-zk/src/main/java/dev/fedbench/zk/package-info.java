/** Groth16 as a proof system of fedbench: the one package that knows the api. */
package dev.fedbench.zk;
