package dev.tidegate.runbooks.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class PlainWriterTest {
    private static final String STRANGE = "a\u001b[2J\u009b31m\rb\u202Ec\u200Bd\u2028e\u0000\u0007";
    private static final String SHOWN =
            "a\\u001b[2J\\u009b31m\\u000db\\u202ec\\u200bd\\u2028e\\u0000\\u0007";

    private final StringWriter terminal = new StringWriter();
    private final PrintWriter out = new PlainWriter(new PrintWriter(terminal));

    @Test
    void whatATerminalWouldObeyIsShown() {
        out.println(STRANGE);
        out.printf(Locale.ROOT, "%s|%d%n", STRANGE, 7);
        out.print(STRANGE.toCharArray());
        out.append(STRANGE).append('\u001b');

        assertThat(terminal).hasToString(SHOWN + "\n" + SHOWN + "|7\n" + SHOWN + SHOWN + "\\u001b");
    }

    @Test
    void textIsLeftAsItIs() {
        String text = "floor 2 → 12\tfür \u4f60\u597d \ud83d\ude00\n";

        out.print(text);

        assertThat(terminal).hasToString(text);
    }

    @Test
    void whoReadsJsonReadsTheSame() throws JsonProcessingException {
        var json = JsonNodeFactory.instance.objectNode().put("why", STRANGE);

        out.print(json);

        assertThat(new JsonMapper().readTree(terminal.toString())).isEqualTo(json);
        assertThat(terminal.toString()).doesNotContain("\u009b").doesNotContain("\u202e");
    }

    @Test
    void whatIsLostIsKnown() {
        PrintWriter full =
                new PlainWriter(
                        new PrintWriter(
                                new Writer() {
                                    @Override
                                    public void write(char[] text, int from, int length)
                                            throws IOException {
                                        throw new IOException("no space left on device");
                                    }

                                    @Override
                                    public void flush() {}

                                    @Override
                                    public void close() {}
                                }));

        full.println("a line");

        assertThat(full.checkError()).isTrue();
    }
}
