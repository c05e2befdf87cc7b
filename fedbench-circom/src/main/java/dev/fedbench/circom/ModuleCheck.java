package dev.fedbench.circom;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.ValType;
import dev.fedbench.zk.circom.CircomFileException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a module is what circom 2 makes, before it is compiled: it may import circom's four
 * functions and nothing else, has one memory and small tables, and none of what could take memory
 * beside that (garbage-collected types, exceptions, shared memory).
 */
final class ModuleCheck {

  static final String IMPORTS = "runtime";

  /** How many numbers of 32 bits each takes. */
  private static final Map<String, Integer> IMPORTED =
      Map.of(
          "exceptionHandler",
          1,
          "printErrorMessage",
          0,
          "writeBufferMessage",
          0,
          "showSharedRWMemory",
          0);

  /** What is called, how many numbers of 32 bits it takes, and how many it gives. */
  private static final Map<String, int[]> EXPORTED =
      Map.of(
          "init", new int[] {1, 0},
          "getSharedRWMemoryStart", new int[] {0, 1},
          "getFieldNumLen32", new int[] {0, 1},
          "getRawPrime", new int[] {0, 0},
          "getWitnessSize", new int[] {0, 1},
          "getWitness", new int[] {1, 0},
          "getInputSize", new int[] {0, 1},
          "getInputSignalSize", new int[] {2, 1},
          "setInputSignal", new int[] {3, 0},
          "getMessageChar", new int[] {0, 1});

  private static final int MOST_TABLE_ENTRIES = 1 << 20;

  private final String file;
  private final WasmModule module;
  private final WasmLimits limits;

  ModuleCheck(String file, WasmModule module, WasmLimits limits) {
    this.file = file;
    this.module = module;
    this.limits = limits;
  }

  /** The bounds of the memory of a module that passes. */
  MemoryLimits memory() throws CircomFileException {
    types();
    imports();
    exports();
    tables();
    if (module.tagSection().isPresent() && module.tagSection().get().tagCount() > 0) {
      throw fail("it declares exceptions, which circom's do not");
    }
    if (module.startSection().isPresent()) {
      throw fail("it has a function that starts by itself, which circom's do not");
    }
    return memoryLimits();
  }

  private void types() throws CircomFileException {
    for (int i = 0; i < module.typeSection().subTypeCount(); i++) {
      if (module.typeSection().getSubType(i).compType().funcType() == null) {
        throw fail("type %d is not a function's: circom's have no others", i);
      }
    }
  }

  private void imports() throws CircomFileException {
    for (int i = 0; i < module.importSection().importCount(); i++) {
      Import wanted = module.importSection().getImport(i);
      boolean known = wanted.module().equals(IMPORTS) && IMPORTED.containsKey(wanted.name());
      if (!known || !(wanted instanceof FunctionImport function)) {
        throw fail(
            "it imports %s '%.80s.%.80s'; a program of circom 2 imports %s of '%s' and nothing else",
            wanted.importType(),
            wanted.module(),
            wanted.name(),
            IMPORTED.keySet().stream().sorted().toList(),
            IMPORTS);
      }
      expect(wanted.name(), function.typeIndex(), IMPORTED.get(wanted.name()), 0);
    }
  }

  private void exports() throws CircomFileException {
    Map<String, Export> exports = new HashMap<>();
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      Export export = module.exportSection().getExport(i);
      exports.put(export.name(), export);
    }
    for (Map.Entry<String, int[]> needed : EXPORTED.entrySet()) {
      Export export = exports.get(needed.getKey());
      if (export == null || export.exportType() != ExternalType.FUNCTION) {
        throw fail("it exports no function '%s', as programs of circom 2 do", needed.getKey());
      }
      int own = export.index() - module.importSection().importCount();
      if (own < 0) {
        throw fail("it exports one of its imports as '%s'", needed.getKey());
      }
      expect(
          needed.getKey(),
          module.functionSection().getFunctionType(own),
          needed.getValue()[0],
          needed.getValue()[1]);
    }
  }

  private void expect(String name, int type, int parameters, int results)
      throws CircomFileException {
    FunctionType found = module.typeSection().getType(type);
    boolean fits =
        found.params().equals(Collections.nCopies(parameters, ValType.I32))
            && found.returns().equals(Collections.nCopies(results, ValType.I32));
    if (!fits) {
      throw fail("'%s' is of type %s; expected %d i32 to %d", name, found, parameters, results);
    }
  }

  private void tables() throws CircomFileException {
    long entries = 0;
    for (int i = 0; i < module.tableSection().tableCount(); i++) {
      TableLimits table = module.tableSection().getTable(i).limits();
      entries += Math.max(table.min(), table.max());
    }
    if (entries > MOST_TABLE_ENTRIES) {
      throw fail("tables of up to %d entries; expected at most %d", entries, MOST_TABLE_ENTRIES);
    }
  }

  private MemoryLimits memoryLimits() throws CircomFileException {
    int memories = module.memorySection().map(section -> section.memoryCount()).orElse(0);
    if (memories != 1) {
      throw fail("%d memories; expected one", memories);
    }
    MemoryLimits wanted = module.memorySection().orElseThrow().getMemory(0).limits();
    if (wanted.shared()) {
      throw fail("its memory is shared between threads, which circom's is not");
    }
    if (wanted.initialPages() > limits.pages()) {
      throw fail(
          "it starts with %d bytes of memory; it may have %d",
          (long) WasmLimits.PAGE_BYTES * wanted.initialPages(), limits.memoryBytes());
    }
    return new MemoryLimits(wanted.initialPages(), Math.min(wanted.maximumPages(), limits.pages()));
  }

  private CircomFileException fail(String problem, Object... arguments) {
    return CircomFileException.of(file, problem.formatted(arguments));
  }
}
