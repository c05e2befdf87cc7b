/** What a run keeps of itself, and what can be made of that later. */
package dev.fedbench.core.fl.archive;
