package synchmess;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import synchmess.tree.Tree;

/**
 * Who may know whom: fuse knows the top of tree, tree knows the domain, linux is what job asks of a
 * machine, and never the other way round. All may know errno, owner and waiting, which know nobody.
 */
class ArchitectureTest {
  private static final String[] COMMON = {
    "synchmess.errno..", "synchmess.owner..", "synchmess.waiting.."
  };
  private static final String[] DOMAIN = {"synchmess.group..", "synchmess.job.."};
  private static final String TREE = "synchmess.tree..";
  private static final String ROOMS_OF_TREE = "synchmess.tree.*..";
  private static final String FUSE = "synchmess.fuse..";
  private static final String LINUX = "synchmess.linux..";
  private static final String WORKER = "synchmess.worker..";
  private static final String MOUNTING = "synchmess.mounting..";
  private static final String SYSCALL = "synchmess.syscall..";
  private static final String IOCTL = "synchmess.ioctl..";
  private static final String[] NATIVE = {"jnr..", "com.kenai.jffi..", "ru.serce.."};

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("synchmess");

  @Test
  void common_knowsNobody() {
    noClasses()
        .that()
        .resideInAnyPackage(COMMON)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("synchmess.group..", "synchmess.job..", TREE, FUSE, LINUX, SYSCALL)
        .check(CLASSES);
  }

  @Test
  void domain_knowsNoFiles() {
    noClasses()
        .that()
        .resideInAnyPackage(DOMAIN)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(TREE, FUSE, LINUX, WORKER, MOUNTING, SYSCALL, IOCTL)
        .check(CLASSES);
  }

  @Test
  void linux_knowsJobsAlone() {
    noClasses()
        .that()
        .resideInAPackage(LINUX)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(TREE, FUSE, WORKER, MOUNTING, IOCTL)
        .check(CLASSES);
  }

  @Test
  void tree_knowsNeitherFuseNorLinux() {
    noClasses()
        .that()
        .resideInAPackage(TREE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FUSE, LINUX, WORKER, MOUNTING, SYSCALL)
        .check(CLASSES);
  }

  @Test
  void fuse_knowsTheTopOfTreeAlone() {
    noClasses()
        .that()
        .resideInAPackage(FUSE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOMS_OF_TREE)
        .check(CLASSES);
  }

  /** Tree puts them together. */
  @Test
  void topOfTree_knowsItsRoomsInTreeAlone() {
    noClasses()
        .that()
        .resideInAPackage("synchmess.tree")
        .and()
        .doNotBelongToAnyOf(Tree.class)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOMS_OF_TREE)
        .check(CLASSES);
  }

  @Test
  void roomsOfTree_doNotKnowWhatPutsThemTogether() {
    noClasses()
        .that()
        .resideInAPackage(ROOMS_OF_TREE)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Tree.class)
        .check(CLASSES);
  }

  @Test
  void adapters_aloneKnowNativeCode() {
    noClasses()
        .that()
        .resideOutsideOfPackages(FUSE, LINUX, MOUNTING, SYSCALL)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(NATIVE)
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("synchmess.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void roomsOfTree_haveNoCycles() {
    slices().matching("synchmess.tree.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void roomsOfJobs_haveNoCycles() {
    slices().matching("synchmess.(job.*)").should().beFreeOfCycles().check(CLASSES);
  }
}
