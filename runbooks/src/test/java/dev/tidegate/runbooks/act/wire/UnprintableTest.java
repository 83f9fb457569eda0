package dev.tidegate.runbooks.act.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnprintableTest {
    /** Escape, bell, C1's own start of a command, both line ends, a mark that turns the text round, a byte-order mark, half a pair. */
    @ParameterizedTest
    @ValueSource(
            ints = {0x1b, 0x07, 0x9b, '\n', '\r', 0x85, 0x2028, 0x2029, 0x202e, 0xfeff, 0xd800})
    void whatATerminalObeysOrDoesNotShowIsNotLetThrough(int character) {
        String text = "a" + (char) character + "b";

        assertThat(Unprintable.isIn(text)).isTrue();
        assertThat(Unprintable.replace(text, "?")).isEqualTo("a?b");
        assertThat(Unprintable.oneLine(text)).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "größer", "日本語", "🙂", "a b", ""})
    void whatPeopleWriteStays(String text) {
        assertThat(Unprintable.isIn(text)).isFalse();
        assertThat(Unprintable.replace(text, "?")).isEqualTo(text);
        assertThat(Unprintable.oneLine(text)).isEqualTo(text);
    }

    @Test
    void aLineHasOneBlankForMany() {
        assertThat(Unprintable.oneLine(" \u202e<html>\r\n\t <p> ")).isEqualTo("<html> <p>");
    }
}
