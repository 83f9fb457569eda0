package dev.tidegate.autoscaler;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Import rules: between modules, between rooms of this module, and where cloud clients may be used. */
class ArchitectureTest {
    private static final String[] CLOUD_CLIENTS = {
        "software.amazon.awssdk..", "io.fabric8..", "redis.clients.."
    };

    /** A room of `autoscaler` and the rooms of `autoscaler` that it may import. */
    private static final Map<String, Set<String>> ROOMS =
            Map.ofEntries(
                    Map.entry("capacity", Set.of()),
                    Map.entry("report", Set.of()),
                    Map.entry("backtest", Set.of("report")),
                    Map.entry("config", Set.of("capacity", "config.endpoint", "situation")),
                    Map.entry("config.endpoint", Set.of()),
                    Map.entry(
                            "config.read",
                            Set.of("capacity", "config", "config.endpoint", "situation")),
                    Map.entry("shadow", Set.of("capacity", "shadow.cost", "shadow.signal")),
                    Map.entry("shadow.cost", Set.of("capacity")),
                    Map.entry("shadow.signal", Set.of()),
                    Map.entry("situation", Set.of("capacity")),
                    Map.entry("guard", Set.of("capacity", "situation")),
                    Map.entry("guard.window", Set.of("capacity", "guard")),
                    Map.entry(
                            "plan",
                            Set.of(
                                    "capacity",
                                    "config",
                                    "guard",
                                    "guard.window",
                                    "shadow",
                                    "situation")),
                    Map.entry("metrics", Set.of("situation")),
                    Map.entry(
                            "metrics.prometheus",
                            Set.of("config.endpoint", "metrics", "situation")),
                    Map.entry("demand", Set.of("config", "metrics", "situation")),
                    Map.entry(
                            "loop",
                            Set.of(
                                    "capacity",
                                    "config",
                                    "demand",
                                    "guard",
                                    "guard.window",
                                    "loop.record",
                                    "metrics",
                                    "plan",
                                    "situation")),
                    Map.entry(
                            "loop.record",
                            Set.of(
                                    "capacity",
                                    "config",
                                    "demand",
                                    "guard",
                                    "guard.window",
                                    "plan",
                                    "situation")),
                    Map.entry(
                            "serve",
                            Set.of(
                                    "capacity",
                                    "config",
                                    "config.endpoint",
                                    "loop.record",
                                    "plan",
                                    "report",
                                    "serve.hook",
                                    "situation")),
                    Map.entry("serve.hook", Set.of("config.endpoint", "loop.record")),
                    Map.entry("serve.keda", Set.of("serve", "situation")),
                    Map.entry(
                            "replay",
                            Set.of(
                                    "capacity",
                                    "demand",
                                    "loop.record",
                                    "plan",
                                    "report",
                                    "shadow",
                                    "situation")),
                    Map.entry(
                            "demo",
                            Set.of(
                                    "config",
                                    "config.read",
                                    "loop",
                                    "loop.record",
                                    "metrics",
                                    "plan",
                                    "report")),
                    Map.entry(
                            "daemon",
                            Set.of(
                                    "capacity",
                                    "config",
                                    "config.endpoint",
                                    "config.read",
                                    "loop",
                                    "loop.record",
                                    "metrics",
                                    "metrics.prometheus",
                                    "plan",
                                    "serve",
                                    "serve.hook",
                                    "serve.keda",
                                    "situation")),
                    Map.entry(
                            "cli.option",
                            Set.of("capacity", "config", "config.endpoint", "config.read")),
                    Map.entry(
                            "cli.operate",
                            Set.of(
                                    "capacity",
                                    "cli.option",
                                    "config",
                                    "config.endpoint",
                                    "config.read",
                                    "daemon",
                                    "loop.record",
                                    "report",
                                    "serve",
                                    "situation")),
                    Map.entry(
                            "cli",
                            Set.of(
                                    "backtest",
                                    "capacity",
                                    "cli.operate",
                                    "cli.option",
                                    "config",
                                    "config.read",
                                    "config.endpoint",
                                    "daemon",
                                    "demo",
                                    "loop.record",
                                    "plan",
                                    "replay",
                                    "report",
                                    "situation")));

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("dev.tidegate");

    @Test
    void roomsImportOnlyWhatTheirMapAllows() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass from : MAIN) {
            String room = room(from);
            if (room != null) {
                Set<String> imports = found.computeIfAbsent(room, r -> new TreeSet<>());
                from.getDirectDependenciesFromSelf().stream()
                        .map(d -> room(d.getTargetClass()))
                        .filter(to -> to != null && !to.equals(room))
                        .forEach(imports::add);
            }
        }

        List<String> breaches = new ArrayList<>();
        found.forEach(
                (room, imports) -> {
                    Set<String> allowed = ROOMS.getOrDefault(room, Set.of());
                    if (!ROOMS.containsKey(room)) {
                        breaches.add("room " + room + " is not in the map");
                    }
                    imports.stream()
                            .filter(to -> !allowed.contains(to))
                            .forEach(to -> breaches.add(room + " imports " + to));
                });
        assertThat(breaches).isEmpty();
    }

    @Test
    void roomsAreFreeOfCycles() {
        for (String module : List.of("forecaster", "runbooks", "autoscaler")) {
            slices().matching("dev.tidegate." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(MAIN);
        }
    }

    @Test
    void modulesPointOneWay() {
        noClasses()
                .that()
                .resideInAPackage("dev.tidegate.forecaster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tidegate.runbooks..", "dev.tidegate.autoscaler..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("dev.tidegate.runbooks..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tidegate.forecaster..", "dev.tidegate.autoscaler..")
                .check(MAIN);
    }

    @Test
    void cloudAndClusterClientsAreUsedOnlyByActuators() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tidegate.runbooks.act..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLOUD_CLIENTS)
                .check(MAIN);
    }

    @Test
    void forecasterUsesTheJdkAndHipparchusOnly() {
        classes()
                .that()
                .resideInAPackage("dev.tidegate.forecaster..")
                .and()
                .resideOutsideOfPackage("dev.tidegate.forecaster.neural..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "dev.tidegate.forecaster..",
                                "java..",
                                "org.hipparchus..",
                                "org.jspecify.."))
                .check(MAIN);
    }

    @Test
    void pureRoomsHaveNoClockNoThreadAndNoFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.tidegate.forecaster..",
                        "dev.tidegate.autoscaler.capacity..",
                        "dev.tidegate.autoscaler.guard..",
                        "dev.tidegate.autoscaler.plan..",
                        "dev.tidegate.autoscaler.shadow..",
                        "dev.tidegate.autoscaler.situation..",
                        "dev.tidegate.runbooks.tier..")
                .and()
                .resideOutsideOfPackage("dev.tidegate.forecaster.neural..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.nio.file..", "java.net..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("Clock")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(MAIN);
    }

    private static String room(JavaClass type) {
        String root = "dev.tidegate.autoscaler.";
        String name = type.getPackageName();
        return name.startsWith(root) ? name.substring(root.length()) : null;
    }
}
