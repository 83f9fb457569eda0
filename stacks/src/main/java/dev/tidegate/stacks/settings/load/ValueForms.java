package dev.tidegate.stacks.settings.load;

import java.time.Duration;
import java.util.regex.Pattern;

/** Forms that several keys share. */
final class ValueForms {
    static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]{0,11}");

    /** Of AWS's commercial partition: another has other names for everything, and neither this edge nor these images. */
    static final Pattern REGION = Pattern.compile("(?!cn-|us-gov-|us-iso)[a-z]{2}(-[a-z]+)+-[0-9]");

    static final Pattern ZONE = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9][a-z]");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    static final Pattern RANGE = Pattern.compile("10\\." + OCTET + "\\.0\\.0/16");

    static final Pattern BLOCK = Pattern.compile("[0-9a-f.:]+/[0-9]{1,3}");
    static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}");

    /** Machines with Graviton, whose images ours are: their families bear a g behind the generation. */
    static final Pattern MACHINE = Pattern.compile("[a-z]+[0-9]+g[a-z]*\\.[a-z0-9-]+");

    static final Pattern WORDS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@/-]{0,62}");
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration HOUR = Duration.ofHours(1);

    private ValueForms() {}

    /** What was read of a section that is asked for nothing more. */
    static <T> T closed(Section section, T read) {
        section.end();
        return read;
    }
}
