package dev.fedbench.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between modules and packages. */
class WallsTest {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.fedbench");

  private static final String[] API = {
    "dev.fedbench",
    "dev.fedbench.fl..",
    "dev.fedbench.metric..",
    "dev.fedbench.proof..",
    "dev.fedbench.report..",
    "dev.fedbench.result..",
    "dev.fedbench.rpc..",
    "dev.fedbench.service..",
    "dev.fedbench.spi..",
    "dev.fedbench.suite.."
  };

  private static final DescribedPredicate<JavaClass> API_ROOT =
      JavaClass.Predicates.resideInAPackage("dev.fedbench");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.fedbench",
        "dev.fedbench.fl",
        "dev.fedbench.core.engine",
        "dev.fedbench.core.fl.coordinator",
        "dev.fedbench.core.report",
        "dev.fedbench.core.rpc",
        "dev.fedbench.core.transport",
        "dev.fedbench.testing",
        "dev.fedbench.zk",
        "dev.fedbench.zk.field",
        "dev.fedbench.storage",
        "dev.fedbench.storage.pack",
        "dev.fedbench.storage.version",
        "dev.fedbench.zmq",
        "dev.fedbench.circom",
        "dev.fedbench.examples.cli"
      })
  void the_scan_sees_every_module(String name) {
    assertThat(ALL.containPackage(name)).isTrue();
    assertThat(ALL.getPackage(name).getClasses()).isNotEmpty();
  }

  @Test
  void the_api_needs_the_jdk_and_nothing_else() {
    classes()
        .that()
        .resideInAnyPackage(API)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("java..", API))
        .check(ALL);
  }

  @Test
  void inside_the_api_nothing_needs_the_package_that_ties_it_together() {
    noClasses()
        .that()
        .resideInAnyPackage(API)
        .and()
        .resideOutsideOfPackage("dev.fedbench")
        .should()
        .dependOnClassesThat(API_ROOT)
        .check(ALL);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.fedbench.(*)..").should().beFreeOfCycles().check(ALL);
    slices().matching("dev.fedbench.core.(**)").should().beFreeOfCycles().check(ALL);
    slices().matching("dev.fedbench.zk.(**)").should().beFreeOfCycles().check(ALL);
    slices().matching("dev.fedbench.storage.(**)").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void testing_needs_the_api_and_test_libraries_alone() {
    classes()
        .that()
        .resideInAPackage("dev.fedbench.testing..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            with(
                "java..",
                with("org.junit..", with("org.assertj..", with("dev.fedbench.testing..", API)))))
        .check(ALL);
  }

  @Test
  void the_proof_system_needs_the_jdk_and_only_its_root_knows_the_api() {
    classes()
        .that()
        .resideInAPackage("dev.fedbench.zk.*..")
        .and()
        .resideOutsideOfPackage("dev.fedbench.zk.vector")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.fedbench.zk.circom..",
            "dev.fedbench.zk.circuit..",
            "dev.fedbench.zk.curve..",
            "dev.fedbench.zk.field..",
            "dev.fedbench.zk.groth16..",
            "dev.fedbench.zk.lanes..",
            "dev.fedbench.zk.msm..",
            "dev.fedbench.zk.ntt..",
            "dev.fedbench.zk.poseidon..",
            "dev.fedbench.zk.r1cs..",
            "dev.fedbench.zk.snarkjs..")
        .check(ALL);
    classes()
        .that()
        .resideInAPackage("dev.fedbench.zk")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("java..", with("dev.fedbench.zk..", API)))
        .check(ALL);
  }

  @Test
  void vectors_know_the_interface_of_lanes_alone_and_nobody_knows_them() {
    classes()
        .that()
        .resideInAPackage("dev.fedbench.zk.vector")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "jdk.incubator.vector", "dev.fedbench.zk.lanes.spi", "dev.fedbench.zk.vector")
        .check(ALL);
  }

  @Test
  void storage_needs_the_api_and_packs_know_nothing_of_tensors() {
    classes()
        .that()
        .resideInAPackage("dev.fedbench.storage..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with("java..", with("dev.fedbench.storage..", API)))
        .check(ALL);
    classes()
        .that()
        .resideInAPackage("dev.fedbench.storage.pack")
        .should()
        .onlyDependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage("java..", "dev.fedbench.storage.pack")
                .or(JavaClass.Predicates.simpleNameEndingWith("StoreException")))
        .check(ALL);
  }

  @Test
  void core_names_no_transport_library_but_its_own_and_no_proof_system() {
    noClasses()
        .that()
        .resideInAPackage("dev.fedbench.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.zeromq..",
            "io.grpc..",
            "org.apache.kafka..",
            "dev.fedbench.zk..",
            "dev.fedbench.circom..",
            "com.dylibso..",
            "dev.fedbench.zmq..",
            "dev.fedbench.storage..")
        .check(ALL);
  }

  @Test
  void decorators_of_transports_know_no_transport() {
    noClasses()
        .that()
        .resideInAPackage("dev.fedbench.core.rpc..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.fedbench.core.transport.http..")
        .check(ALL);
  }

  @Test
  void somebody_elses_webassembly_stays_behind_its_interface() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ChicoryWasm")
        .and()
        .doNotHaveSimpleName("ModuleCheck")
        .and()
        .haveNameNotMatching(".*ChicoryWasm\\$.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.dylibso..")
        .check(ALL);
    classes()
        .that()
        .resideInAPackage("dev.fedbench.circom")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            with(
                "java..",
                with(
                    "com.dylibso..",
                    with(
                        "dev.fedbench.circom",
                        with("dev.fedbench.zk", with("dev.fedbench.zk.circom", API))))))
        .check(ALL);
  }

  @Test
  void jetty_stays_in_the_http_transport() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fedbench.core.transport..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(ALL);
  }

  @Test
  void the_zeromq_transport_needs_the_api_and_its_library_alone() {
    classes()
        .that()
        .resideInAPackage("dev.fedbench.zmq")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            with(
                "java..",
                with(
                    "org.zeromq..",
                    with("zmq..", with("dev.fedbench.zmq", with("dev.fedbench.zmq.curve", API))))))
        .check(ALL);
  }

  @Test
  void zeromq_stays_in_its_transport() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.fedbench.zmq..", "dev.fedbench.benchmarks..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.zeromq..", "zmq..")
        .check(ALL);
  }

  @Test
  void statistics_are_pure() {
    noClasses()
        .that()
        .resideInAPackage("dev.fedbench.core.stats..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.time..")
        .check(ALL);
  }

  @Test
  void only_the_command_line_ends_the_process() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fedbench.examples.cli")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(ALL);
  }

  @Test
  void no_package_is_a_junk_drawer() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..", "..helper..")
        .check(ALL);
  }

  private static String[] with(String first, String... rest) {
    String[] all = new String[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }
}
