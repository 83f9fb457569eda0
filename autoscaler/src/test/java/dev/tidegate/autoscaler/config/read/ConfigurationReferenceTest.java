package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.GeneratedPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The configuration reference is generated from the keys that the loader reads. */
final class ConfigurationReferenceTest {

    @Test
    void theReferenceIsWhatTheLoaderReads() throws IOException {
        GeneratedPage.check("configuration.md", reference());
    }

    private static String reference() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Configuration

                        One YAML file, `tidegate.yaml` unless `--config` names another. Unknown keys are refused. All mistakes are reported
                        at once, each with line, key, what was found and what was expected; the exit code is then 3. Durations are written as `250ms`, `30s`,
                        `5m`, `2h`, `14d`; shares as `0.1%` or `0.001`. Secrets are references, `{env: NAME}` or `{file: PATH}`, and are never printed.
                        Relative paths are relative to the file's folder. Texts are taken as they are written, also `yes` and `007`;
                        numbers have no leading zeros. `tidegate decide` needs only `workloads`; the daemon also needs `store`,
                        `metrics` and each workload's `demand.query`, and says so if one is missing.

                        `workloads` is a list; `fleet` holds exactly one of `aws`, `kubernetes` and `simulated: {}`, `store` exactly one of `sqlite` and
                        `postgres`.
                        """);
        Map<String, List<Key<?>>> sections = new LinkedHashMap<>();
        Keys.all()
                .forEach(
                        key ->
                                sections.computeIfAbsent(key.section(), any -> new ArrayList<>())
                                        .add(key));
        sections.forEach(
                (section, keys) -> {
                    page.append("\n## ")
                            .append(section.isEmpty() ? "Top level" : "`" + section + "`")
                            .append("\n\n");
                    page.append("| key | kind | default | meaning |\n|---|---|---|---|\n");
                    keys.forEach(key -> page.append(row(key)));
                });
        page.append("\nThis page is generated: `")
                .append(GeneratedPage.HOW)
                .append("` writes it anew.\n");
        return page.toString();
    }

    private static String row(Key<?> key) {
        String defaultText =
                key.defaultText()
                        .map(text -> "`" + text + "`")
                        .orElse(
                                key.required()
                                        ? "required"
                                        : "none; for example `" + key.example() + "`");
        return "| `%s` | %s | %s | %s |%n"
                .formatted(key.name(), key.parser().name(), defaultText, key.meaning())
                .replace("\r", "");
    }
}
