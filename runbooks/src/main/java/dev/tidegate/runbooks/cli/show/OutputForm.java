package dev.tidegate.runbooks.cli.show;

import java.util.Locale;

/** How a reading command answers. */
public enum OutputForm {
    TABLE,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT); // as help, completion and messages have it
    }
}
