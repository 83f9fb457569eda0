package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void valuesGoInAsTheyAre() {
        String text = "<a href=\"x\">&'`=\n";

        assertThat(Template.of("plain", "{{text}}").fill(Map.of("text", text))).isEqualTo(text);
    }

    @Test
    void aHoleThatNobodyFillsIsAnError() {
        assertThatThrownBy(() -> Template.of("hole", "port {{port}}").fill(Map.of()))
                .rootCause()
                .hasMessageContaining("nobody fills the hole port");
    }

    @Test
    void aLineThatIsACommentIsNotThere() {
        assertThat(Template.of("script", "one\n  {{! why }}\n  two\n").fill(Map.of()))
                .isEqualTo("one\n  two\n");
    }
}
