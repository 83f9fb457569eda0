package dev.tidegate.stacks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tidegate.runbooks.rig.RoomImports;
import org.junit.jupiter.api.Test;

/** The rooms of this module: what they import, and that none needs itself. */
class RoomsTest {
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.tidegate.stacks");

    @Test
    void roomsAreFreeOfCyclesHoweverDeepTheyLie() {
        slices().matching("dev.tidegate.stacks.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void roomsImportWhatTheySayTheyMay() {
        assertThat(RoomImports.unsaid(MAIN, "dev.tidegate.stacks")).isEmpty();
    }
}
