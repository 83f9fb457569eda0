package dev.tidegate.autoscaler.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

final class KeysTest {
    @Test
    void everyExampleAndEveryDefaultReadsAsItsOwnKind() {
        for (Key<?> key : Keys.all()) {
            assertThat(key.kind().read().apply(TextNode.valueOf(key.example())))
                    .as(key.section() + "." + key.name())
                    .isPresent();
        }
    }

    @Test
    void noKeyIsDeclaredTwice() {
        assertThat(Keys.all())
                .extracting(key -> key.section() + "." + key.name())
                .doesNotHaveDuplicates();
    }
}
