package dev.tidegate.runbooks.cli.show;

import java.util.Locale;

/** Output format of a reading command. */
public enum OutputForm {
    TABLE,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT); // as in help, completion and messages
    }
}
