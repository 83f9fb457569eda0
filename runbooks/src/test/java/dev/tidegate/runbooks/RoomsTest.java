package dev.tidegate.runbooks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tidegate.runbooks.rig.RoomImports;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rooms of this module: how large they are, what they import, and that none needs itself. */
final class RoomsTest {
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.tidegate.runbooks");

    @Test
    void roomsAreFreeOfCyclesHoweverDeepTheyLie() {
        slices().matching("dev.tidegate.runbooks.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void roomsImportWhatTheySayTheyMay() {
        assertThat(RoomImports.unsaid(MAIN, "dev.tidegate.runbooks")).isEmpty();
    }

    @Test
    void noRoomIsLargerThanOneCanTakeIn() {
        Map<String, Long> sizes =
                MAIN.stream()
                        .filter(type -> type.isTopLevelClass())
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(
                                Collectors.groupingBy(
                                        JavaClass::getPackageName,
                                        TreeMap::new,
                                        Collectors.counting()));

        assertThat(sizes).isNotEmpty().allSatisfy((room, size) -> assertThat(size).isLessThan(16));
    }
}
