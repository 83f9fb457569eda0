package dev.tidegate.autoscaler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tidegate.runbooks.act.wire.EnvironmentProxies;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

/** A client of one's own takes another way than all others where the environment names a proxy. */
class HttpClientsTest {
    @Test
    void allHttpClientsGoThroughTheEnvironmentsProxies() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(EnvironmentProxies.class.getName())
                .should()
                .callMethod(HttpClient.class, "newBuilder")
                .orShould()
                .callMethod(HttpClient.class, "newHttpClient")
                .check(
                        new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .withImportOption(location -> !location.contains("-tests.jar"))
                                .importPackages("dev.tidegate"));
    }
}
