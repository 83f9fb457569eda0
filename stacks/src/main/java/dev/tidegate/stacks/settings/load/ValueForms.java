package dev.tidegate.stacks.settings.load;

import java.time.Duration;
import java.util.regex.Pattern;

/** Patterns that several keys share. */
final class ValueForms {
    static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]{0,11}");

    /** Regions of AWS's commercial partition; others have other endpoints, and lack this edge and these images. */
    static final Pattern REGION = Pattern.compile("(?!cn-|us-gov-|us-iso)[a-z]{2}(-[a-z]+)+-[0-9]");

    static final Pattern ZONE = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9][a-z]");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    static final Pattern RANGE = Pattern.compile("10\\." + OCTET + "\\.0\\.0/16");

    static final Pattern BLOCK = Pattern.compile("[0-9a-f.:]+/[0-9]{1,3}");
    static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}");

    /** Graviton instance types, whose family has a g after the generation: the machine image is arm64. */
    static final Pattern MACHINE = Pattern.compile("[a-z]+[0-9]+g[a-z]*\\.[a-z0-9-]+");

    static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    static final Pattern WORDS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@/-]{0,62}");
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration HOUR = Duration.ofHours(1);

    private ValueForms() {}

    /** Ends a section and returns what was read from it. */
    static <T> T closed(Section section, T read) {
        section.end();
        return read;
    }
}
