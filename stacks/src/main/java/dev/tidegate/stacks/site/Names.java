package dev.tidegate.stacks.site;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names of one environment in one region. A physical name contains both, so that environments and regions of one account do not collide, also
 * for resources that are global in an account, such as roles.
 */
public final class Names {
    private static final int LONGEST_BRIEF = 32;
    private static final int DIGEST_LENGTH = 6;

    private final String environment;
    private final String region;

    public Names(String environment, String region) {
        this.environment = environment;
        this.region = region;
    }

    /** The resource's name in AWS. */
    public String physical(String... parts) {
        return "tidegate-" + environment + "-" + code() + "-" + String.join("-", parts);
    }

    /** As {@link #physical}, within the 32 characters that load balancers allow; a digest replaces what is cut off. */
    public String brief(String... parts) {
        String full = environment + "-" + code() + "-" + String.join("-", parts);
        if (full.length() <= LONGEST_BRIEF) {
            return full;
        }
        return full.substring(0, LONGEST_BRIEF - DIGEST_LENGTH - 1) + "-" + digest(full);
    }

    /** The resource's name in Pulumi: unique in the stack, and stable, since a new name replaces the resource. */
    public String logical(String... parts) {
        return code() + "-" + String.join("-", parts);
    }

    public String environment() {
        return environment;
    }

    public String region() {
        return region;
    }

    /** Short code of the region: us-east-1 becomes use1. */
    public String code() {
        String[] words = region.split("-", -1);
        StringBuilder code = new StringBuilder(words[0]);
        for (int i = 1; i < words.length - 1; i++) {
            code.append(letters(words[i]));
        }
        return code.append(words[words.length - 1]).toString().toLowerCase(Locale.ROOT);
    }

    /** Two letters for compass points of two words, or southeast and south would be the same. */
    private static String letters(String word) {
        for (String point : new String[] {"north", "south"}) {
            if (word.startsWith(point) && word.length() > point.length()) {
                return "" + word.charAt(0) + word.charAt(point.length());
            }
        }
        return word.substring(0, 1);
    }

    private static String digest(String text) {
        String hash = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
        return hash.substring(0, DIGEST_LENGTH);
    }
}
