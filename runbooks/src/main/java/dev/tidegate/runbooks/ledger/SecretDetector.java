package dev.tidegate.runbooks.ledger;

import java.util.List;
import java.util.regex.Pattern;

/** Recognises secrets by their name or by how their text looks. */
public final class SecretDetector {
    private static final List<String> ENDINGS =
            List.of(
                    "password",
                    "passwd",
                    "secret",
                    "apikey",
                    "privatekey",
                    "authorization",
                    "credential",
                    "credentials",
                    "token");

    /**
     * Keys and tokens of cloud and chat services, headers that carry one, a URL with a password.
     */
    private static final Pattern PATTERN =
            Pattern.compile(
                    "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b|\\bxox[abprs]-[0-9A-Za-z-]{10,}"
                            + "|\\bgh[pousr]_[0-9A-Za-z]{20,}|\\bsk-[0-9A-Za-z_-]{16,}"
                            + "|\\b(Bearer|Basic)\\s+[0-9A-Za-z._~+/=-]{16,}"
                            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----|://[^/@\\s]*:[^/@\\s]+@"
                            + "|\\beyJ[0-9A-Za-z_-]{10,}\\.[0-9A-Za-z_-]{10,}\\.");

    private SecretDetector() {}

    /** Whether a value of this name is a secret, in any spelling: api-key, api_key, API.Key. */
    public static boolean isSecretName(String name) {
        var plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = Character.toLowerCase(name.charAt(i));
            if (c != '-' && c != '_' && c != '.') {
                plain.append(c);
            }
        }
        String text = plain.toString();
        return ENDINGS.stream().anyMatch(text::endsWith);
    }

    /** Whether the text contains something that looks like a secret. */
    public static boolean containsSecret(String text) {
        return text.length() > 8 && PATTERN.matcher(text).find();
    }
}
