package dev.fedbench.storage;

/**
 * What a gc has done.
 *
 * @param kept records that refs reach, or that those are differences to
 * @param removed records
 * @param bytesBefore of all files
 * @param bytesAfter of all files
 */
public record GcReport(long kept, long removed, long bytesBefore, long bytesAfter) {}
