package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The help of every command shows examples, and they parse. */
class HelpTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void everyCommandShowsExamplesThatParse(String name, CommandLine command) {
        List<String> examples = examples(command);

        assertThat(examples).as(name).isNotEmpty();
        assertThat(examples)
                .allSatisfy(
                        example ->
                                assertThatCode(
                                                () ->
                                                        Tidegate.commandLine()
                                                                .parseArgs(words(example)))
                                        .as(example)
                                        .doesNotThrowAnyException());
    }

    static Stream<Object[]> commands() {
        return leaves(Tidegate.commandLine())
                .map(each -> new Object[] {each.getCommandSpec().qualifiedName(), each});
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(HelpTest::leaves);
    }

    private static List<String> examples(CommandLine command) {
        String footer = String.join("\n", command.getCommandSpec().usageMessage().footer());
        return Arrays.stream(footer.replaceAll("\\\\\n\\s*", "").split("\n", -1))
                .map(String::strip)
                .map(line -> line.replaceFirst("^source <\\((.*)\\)$", "$1"))
                .filter(line -> line.startsWith("tidegate "))
                .toList();
    }

    /** Ignores what follows a pipe, a redirection or three spaces. */
    private static String[] words(String example) {
        List<String> words = new ArrayList<>();
        Matcher word =
                WORD.matcher(example.replaceFirst("^tidegate ", "").split(" [|<>] | {3}", 2)[0]);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return words.toArray(String[]::new);
    }
}
