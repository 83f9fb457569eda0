package dev.tidegate.runbooks.act.wire;

import java.util.regex.Pattern;

/**
 * Characters of others' texts that would change how what surrounds them is shown: control
 * characters, line and paragraph ends, bidirectional marks and what else is invisible, unpaired
 * surrogates. Log, ledger, terminal and protocol each say what stands in their place.
 */
public final class Unprintable {
    private static final String CLASSES = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}";
    private static final Pattern ONE = Pattern.compile("[" + CLASSES + "]");
    private static final Pattern BLANK = Pattern.compile("[\\s" + CLASSES + "]+");

    private Unprintable() {}

    /** Whether the text has one. */
    public static boolean isIn(String text) {
        return ONE.matcher(text).find();
    }

    /** The text with {@code instead} for each of them. */
    public static String replace(String text, String instead) {
        return ONE.matcher(text).replaceAll(instead);
    }

    /** The text on one line: a blank for each run of them and of white space, none at its ends. */
    public static String oneLine(String text) {
        return BLANK.matcher(text).replaceAll(" ").strip();
    }
}
