/**
 * How a store is used, said in words: a configuration of a few keys ({@link
 * dev.fedbench.storage.config.StoreConfig}), and variables of the environment.
 */
package dev.fedbench.storage.config;
