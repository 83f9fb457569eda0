package dev.tidegate.runbooks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Decides whether the components that {@link Needs} names are available, and records each that is
 * not.
 */
final class NeedsCondition implements ExecutionCondition {
    private static final Path SKIPPED = Path.of("target", "skipped-components.txt");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Needs> needs =
                context.getElement().map(element -> element.getAnnotation(Needs.class));
        List<Component> missing =
                needs.stream()
                        .flatMap(n -> Stream.of(n.value()).filter(c -> isMissing(c, n)))
                        .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all needed servers can be had");
        }
        String names = missing.stream().map(Component::name).collect(Collectors.joining(", "));
        if (allMustRun()) {
            throw new IllegalStateException(
                    "missing " + names + ", and CI=true allows no skipped test");
        }
        record(missing, context);
        return ConditionEvaluationResult.disabled(
                "missing " + names + ": run tools/install-servers, or start Docker");
    }

    /** With {@code CI=true} a skipped test is a failed one. */
    static boolean allMustRun() {
        return "true".equalsIgnoreCase(System.getenv("CI"));
    }

    private static boolean isMissing(Component component, Needs needs) {
        if (needs.installed()) {
            return !component.isInstalled();
        }
        Provision provision = component.provision();
        return provision == Provision.SKIP || provision == Provision.FAIL;
    }

    private static void record(List<Component> missing, ExtensionContext context) {
        String test =
                context.getRequiredTestClass().getName()
                        + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
        try {
            Files.createDirectories(SKIPPED.getParent());
            for (Component component : missing) {
                Files.writeString(
                        SKIPPED,
                        component + " " + test + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record a skipped test in " + SKIPPED, e);
        }
    }
}
