package dev.fedbench.circom;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import dev.fedbench.zk.circom.CircomFileException;
import java.util.List;
import java.util.function.Function;

/**
 * WebAssembly by Chicory, compiled to the JVM's bytecode when the module is read: interpreted it is
 * some hundred times slower. Functions that are too large for a method of the JVM are interpreted
 * all the same.
 */
final class ChicoryWasm implements Wasm {

  private static final FunctionType NOTHING = FunctionType.empty();
  private static final FunctionType CODE = FunctionType.accepting(ValType.I32);

  private final WasmModule module;
  private final Function<Instance, Machine> machines;
  private final MemoryLimits memory;

  private ChicoryWasm(
      WasmModule module, Function<Instance, Machine> machines, MemoryLimits memory) {
    this.module = module;
    this.machines = machines;
    this.memory = memory;
  }

  /**
   * Reads and compiles.
   *
   * @throws CircomFileException if it is no module, or wants what it cannot have
   */
  static ChicoryWasm of(String file, byte[] wasm, WasmLimits limits) throws CircomFileException {
    try {
      WasmModule module = Parser.parse(wasm);
      MemoryLimits memory = new ModuleCheck(file, module, limits).memory();
      Function<Instance, Machine> machines =
          MachineFactoryCompiler.builder(module)
              .withInterpreterFallback(InterpreterFallback.SILENT)
              .compile();
      return new ChicoryWasm(module, machines, memory);
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      // The parser's and compiler's own kinds, and whatever a hostile module makes of them.
      throw CircomFileException.of(file, "not a WebAssembly module that can be run: " + e, e);
    }
  }

  @Override
  public Run start(Host host) {
    Handle run = new Handle();
    run.instance =
        Instance.builder(module)
            .withImportValues(imports(host, run))
            .withMemoryLimits(memory)
            .withMemoryFactory(ByteArrayMemory::new)
            .withMachineFactory(machines)
            .withStart(false)
            .build();
    return run;
  }

  private static ImportValues imports(Host host, Run run) {
    return ImportValues.builder()
        .withFunctions(
            List.<ImportFunction>of(
                new HostFunction(
                    ModuleCheck.IMPORTS,
                    "exceptionHandler",
                    CODE,
                    (instance, arguments) -> {
                      host.failed((int) arguments[0]);
                      return new long[0];
                    }),
                new HostFunction(
                    ModuleCheck.IMPORTS,
                    "printErrorMessage",
                    NOTHING,
                    (instance, arguments) -> {
                      host.message(run);
                      return new long[0];
                    }),
                nothing("writeBufferMessage"),
                nothing("showSharedRWMemory")))
        .build();
  }

  /** Of circom's log(): a debugging aid. */
  private static HostFunction nothing(String name) {
    return new HostFunction(
        ModuleCheck.IMPORTS, name, NOTHING, (instance, arguments) -> new long[0]);
  }

  private static final class Handle implements Run {

    private Instance instance;

    @Override
    public int call(String export, int... arguments) {
      if (Thread.currentThread().isInterrupted()) { // a step like those inside: MeteredThread
        throw new ChicoryInterruptedException("interrupted");
      }
      long[] wide = new long[arguments.length];
      for (int i = 0; i < wide.length; i++) {
        wide[i] = arguments[i];
      }
      try {
        long[] result = instance.export(export).apply(wide);
        return result == null || result.length == 0 ? 0 : (int) result[0];
      } catch (StackOverflowError e) {
        throw new ChicoryException("calls nested too deep", e);
      }
    }

    @Override
    public byte[] read(int from, int count) {
      return instance.memory().readBytes(from, count);
    }

    @Override
    public void write(int from, byte[] bytes) {
      instance.memory().write(from, bytes);
    }
  }
}
