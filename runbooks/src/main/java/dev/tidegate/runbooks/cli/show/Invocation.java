package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.run.plan.ShellQuoting;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the reader called the program. Words name the next command plainly, in the ledger too, which others read; what is shown to
 * this reader can be pasted as it is, and finds the same ledger.
 */
public final class Invocation {
    private static final Pattern COMMAND =
            Pattern.compile("(?<![\\w./-])tidegate (runbook|ledger) ([a-z]+)\\b");

    private final String program;
    private final String options;

    /**
     * @param program the word that starts it
     * @param options those that say where things are, as they were given, names and values
     */
    public Invocation(String program, List<String> options) {
        this.program = ShellQuoting.word(program);
        this.options =
                options.stream()
                        .map(word -> " " + ShellQuoting.word(word))
                        .collect(Collectors.joining());
    }

    /** As the launcher was called, which says so. */
    public static Invocation with(List<String> options) {
        return new Invocation(System.getProperty("tidegate.program", "tidegate"), options);
    }

    /** The word that starts the program, as a shell takes it. */
    public String program() {
        return program;
    }

    /** The words, with each command in them as this reader has to type it. */
    public String in(String words) {
        return COMMAND.matcher(words)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        program
                                                + " "
                                                + found.group(1)
                                                + " "
                                                + found.group(2)
                                                + options));
    }
}
