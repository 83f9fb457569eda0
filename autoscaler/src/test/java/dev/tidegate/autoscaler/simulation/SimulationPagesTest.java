package dev.tidegate.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documented outcomes of the simulation are the committed ones. */
class SimulationPagesTest {
    private static final Pattern CELL = Pattern.compile("[0-9.]+ × · [0-9.]+ %");
    private static final Pattern ROW =
            Pattern.compile("(.+?) {2,}[0-9.]+ +([0-9.]+) +([0-9.]+) %"); // of the outcomes

    @ParameterizedTest
    @CsvSource({"README.md, 56", "../docs/comparison.md, 35"})
    void everyCellOfADocumentedTableIsACommittedOutcome(Path page, int cells) throws IOException {
        Map<String, Map<String, String>> outcomes = outcomes();
        List<String> shown = new ArrayList<>();
        String[] columns = {};
        for (String line : Files.readAllLines(page)) {
            String[] fields =
                    Stream.of(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
            boolean isOutcome = fields.length > 2 && CELL.matcher(fields[2]).matches();
            for (int i = 2; isOutcome && i < fields.length - 1; i++) {
                shown.add(fields[i]);
                assertThat(fields[i])
                        .as("%s: %s, %s", page, fields[1], columns[i])
                        .isEqualTo(of(outcomes, fields[1], columns[i]));
            }
            columns = isOutcome || line.startsWith("|--") ? columns : fields;
        }

        assertThat(shown).hasSize(cells);
    }

    /** Either argument is a scenario, and the other the beginning of the name of a policy. */
    private static String of(Map<String, Map<String, String>> outcomes, String one, String other) {
        Map<String, String> policies = outcomes.getOrDefault(one, outcomes.get(other));
        String policy = outcomes.containsKey(one) ? other : one;
        return policies.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(policy))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no policy " + policy));
    }

    private static Map<String, Map<String, String>> outcomes() throws IOException {
        Map<String, Map<String, String>> byScenario = new LinkedHashMap<>();
        Map<String, String> policies = new LinkedHashMap<>();
        try (InputStream in = SimulationPagesTest.class.getResourceAsStream("outcomes.txt")) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("## ")) {
                    policies = new LinkedHashMap<>();
                    byScenario.put(line.substring(3), policies);
                }
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    policies.put(row.group(1), row.group(2) + " × · " + row.group(3) + " %");
                }
            }
        }
        return byScenario;
    }
}
