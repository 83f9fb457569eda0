package dev.tidegate.autoscaler.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;

final class KeysTest {
    @Test
    void everyExampleAndEveryDefaultReadsAsItsOwnKind() throws JsonProcessingException {
        for (Key<?> key : Keys.all()) {
            assertThat(key.parser().parse().apply(node(key.example())))
                    .as(key.section() + "." + key.name())
                    .isPresent();
        }
    }

    private static JsonNode node(String example) throws JsonProcessingException {
        return example.startsWith("{") || example.startsWith("[")
                ? new YAMLMapper().readTree(example)
                : TextNode.valueOf(example);
    }

    @Test
    void noKeyIsDeclaredTwice() {
        assertThat(Keys.all())
                .extracting(key -> key.section() + "." + key.name())
                .doesNotHaveDuplicates();
    }
}
