package dev.tidegate.stacks.settings.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever writes a ground finds each key on one page. */
class GroundReferenceTest {
    private static final String KNOWN = "known here are ";

    @Test
    void everyKeyStandsOnThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "ground.md"));

        assertThat(keys())
                .hasSizeGreaterThan(60)
                .allSatisfy(key -> assertThat(page).containsPattern("[`.]" + key + "[`.\\[]"));
    }

    /** Each mapping tells its own keys to whoever writes one that it does not have. */
    private static List<String> keys() throws IOException {
        ObjectNode ground =
                (ObjectNode)
                        new YAMLMapper()
                                .readTree(Path.of("Pulumi.staging.yaml").toFile())
                                .at("/config/tidegate:ground");
        List.of("network", "gateway", "edge", "control", "access").forEach(ground::putObject);
        ground.withArray("region_stacks").addObject();
        misspell(ground);
        return ((LoadOutcome.Invalid) GroundLoader.load(ground))
                .problems().stream()
                        .map(Problem::remedy)
                        .filter(remedy -> remedy.contains(KNOWN))
                        .flatMap(remedy -> Arrays.stream(last(remedy).split(", ", -1)))
                        .toList();
    }

    private static String last(String remedy) {
        return remedy.substring(remedy.indexOf(KNOWN) + KNOWN.length());
    }

    private static void misspell(JsonNode node) {
        node.forEach(GroundReferenceTest::misspell);
        if (node instanceof ObjectNode mapping) {
            mapping.put("misspelt", true);
        }
    }
}
