package dev.fedbench.result;

import java.util.Objects;

/**
 * Where a run took place. Nothing here identifies a person or a host.
 *
 * @param os operating system and version
 * @param arch processor architecture
 * @param cpu processor model, or {@code unknown}
 * @param processors processors available to the JVM
 * @param memoryBytes physical memory, 0 if unknown
 * @param maxHeapBytes the heap's bound
 * @param javaVersion the Java runtime's version
 * @param javaVm name and vendor of the virtual machine
 * @param fedbenchVersion the version of this library
 */
public record Environment(
    String os,
    String arch,
    String cpu,
    int processors,
    long memoryBytes,
    long maxHeapBytes,
    String javaVersion,
    String javaVm,
    String fedbenchVersion) {

  public Environment {
    Objects.requireNonNull(os, "os");
    Objects.requireNonNull(arch, "arch");
    Objects.requireNonNull(cpu, "cpu");
    Figures.atLeast("processors", processors, 0);
    Figures.atLeast("memory bytes", memoryBytes, 0);
    Figures.atLeast("max heap bytes", maxHeapBytes, 0);
    Objects.requireNonNull(javaVersion, "javaVersion");
    Objects.requireNonNull(javaVm, "javaVm");
    Objects.requireNonNull(fedbenchVersion, "fedbenchVersion");
  }
}
