package dev.tidegate.stacks.settings.load;

import java.time.Duration;
import java.util.regex.Pattern;

/** Forms that several keys share. */
final class Forms {
    static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]{0,11}");
    static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
    static final Pattern ZONE = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9][a-z]");
    static final Pattern RANGE =
            Pattern.compile("10\\.([01]?[0-9]?[0-9]|2[0-4][0-9]|25[0-5])\\.0\\.0/16");
    static final Pattern BLOCK = Pattern.compile("[0-9a-f.:]+/[0-9]{1,3}");
    static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}");
    static final Pattern MACHINE = Pattern.compile("[a-z0-9]+\\.[a-z0-9]+");
    static final Pattern WORDS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@/-]{0,62}");
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration HOUR = Duration.ofHours(1);

    private Forms() {}

    /** What was read of a section that is asked for nothing more. */
    static <T> T closed(Section section, T read) {
        section.end();
        return read;
    }
}
