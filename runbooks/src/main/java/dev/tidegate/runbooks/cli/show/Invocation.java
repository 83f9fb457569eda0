package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.run.plan.ShellQuoting;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How this program was called. Stored texts name commands in plain form, since others read the
 * ledger, too; printed for this reader they are rewritten so that they can be pasted and use the
 * same ledger.
 */
public final class Invocation {
    private static final Pattern COMMAND =
            Pattern.compile("(?<![\\w./-])tidegate (runbook|ledger) ([a-z]+)\\b");

    private final String program;
    private final String options;

    /**
     * @param program the program's name or path
     * @param options the {@code ContextOptions} given, names and values
     */
    public Invocation(String program, List<String> options) {
        this.program = ShellQuoting.word(program);
        this.options =
                options.stream()
                        .map(word -> " " + ShellQuoting.word(word))
                        .collect(Collectors.joining());
    }

    /** The current call; the launcher sets the property. */
    public static Invocation current(List<String> options) {
        return new Invocation(System.getProperty("tidegate.program", "tidegate"), options);
    }

    /** The program's name, quoted for a shell. */
    public String program() {
        return program;
    }

    /** The text with each command in it as this reader has to type it. */
    public String rewrite(String text) {
        return COMMAND.matcher(text)
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
