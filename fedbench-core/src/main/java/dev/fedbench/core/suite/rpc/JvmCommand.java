package dev.fedbench.core.suite.rpc;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Another Java process like this one: the same Java, class path and module path, and of its options
 * those that decide about heap, collector and compiler. Agents and recordings are this one's own.
 */
final class JvmCommand {

  /** What two processes that are compared must have in common. */
  private static final Pattern HANDED_ON =
      Pattern.compile(
          "-Xm[nsx].+|-XX:[+-]Use\\w+|-XX:(Max|Initial|Min)\\w+=.+|-XX:TieredStopAtLevel=.+"
              + "|-XX:ActiveProcessorCount=.+|-Xint|-Xcomp|--enable-native-access.*|--add-modules.*");

  private JvmCommand() {}

  static ProcessBuilder of(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> HANDED_ON.matcher(argument).matches())
        .forEach(command::add);
    String modulePath = System.getProperty("jdk.module.path", "");
    if (!modulePath.isEmpty()) {
      command.addAll(List.of("--module-path", modulePath, "--add-modules", "ALL-MODULE-PATH"));
    }
    if (main.getModule().isNamed()) {
      command.addAll(List.of("--module", main.getModule().getName() + "/" + main.getName()));
    } else {
      command.add(main.getName());
    }
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    // By the environment: a class path can be longer than a command line may be.
    builder.environment().remove("CLASSPATH");
    String classPath = System.getProperty("java.class.path", "");
    if (!classPath.isEmpty()) {
      builder.environment().put("CLASSPATH", classPath);
    }
    return builder;
  }
}
