/**
 * Weights to measure a store with, the same bits on every machine: models that differ from each
 * other as fine-tuned, transferred and copied ones do, made anew from seeds whenever they are read.
 */
package dev.fedbench.storage.workload;
