package synchmess;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom: fuse knows tree, tree knows the domain, linux is what job asks of a machine,
 * and never the other way round.
 */
class ArchitectureTest {
  private static final String[] DOMAIN = {"synchmess.group..", "synchmess.job.."};
  private static final String TREE = "synchmess.tree..";
  private static final String FUSE = "synchmess.fuse..";
  private static final String LINUX = "synchmess.linux..";
  private static final String WORKER = "synchmess.worker..";
  private static final String IOCTL = "synchmess.ioctl..";
  private static final String[] NATIVE = {"jnr..", "com.kenai.jffi..", "ru.serce.."};

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("synchmess");

  @Test
  void domain_knowsNoFiles() {
    noClasses()
        .that()
        .resideInAnyPackage(DOMAIN)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(TREE, FUSE, LINUX, WORKER, IOCTL)
        .check(CLASSES);
  }

  @Test
  void linux_knowsJobsAlone() {
    noClasses()
        .that()
        .resideInAPackage(LINUX)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(TREE, FUSE, WORKER, IOCTL)
        .check(CLASSES);
  }

  @Test
  void tree_knowsNeitherFuseNorLinux() {
    noClasses()
        .that()
        .resideInAPackage(TREE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FUSE, LINUX, WORKER)
        .check(CLASSES);
  }

  @Test
  void fuseAndLinux_aloneKnowNativeCode() {
    noClasses()
        .that()
        .resideOutsideOfPackages(FUSE, LINUX)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(NATIVE)
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("synchmess.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
