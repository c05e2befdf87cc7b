package dev.fedbench.result;

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
    String fedbenchVersion) {}
