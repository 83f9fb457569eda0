package dev.tidegate.runbooks.run.plan;

import java.util.Map;
import java.util.regex.Pattern;

/** Quotes commands for a person to paste into a shell. */
public final class ShellQuoting {
    private static final Pattern PLAIN = Pattern.compile("[\\w./:=,@%+-]+");

    private ShellQuoting() {}

    /** {@code tidegate runbook VERB BOOK}, with its parameters. */
    public static String runbook(String verb, String book, Map<String, String> parameters) {
        var command = new StringBuilder("tidegate runbook " + verb + " " + word(book));
        parameters.forEach(
                (name, value) -> command.append(" -p ").append(word(name + "=" + value)));
        return command.toString();
    }

    /** One shell word, whatever it contains. */
    public static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
