package dev.tidegate.runbooks.act;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Identifies one thing outside that can be changed: its kind and the coordinates that locate it.
 *
 * <p>The text form, {@code aws-autoscaling:group=chat-gpu,region=us-east-1}, is also the name of
 * the target's lease and its subject in the ledger.
 */
public record Target(String kind, SortedMap<String, String> coordinates) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    public Target {
        if (!NAME.matcher(kind).matches()) {
            throw new IllegalArgumentException("kind must match " + NAME + ", was \"" + kind + '"');
        }
        for (var e : coordinates.entrySet()) {
            if (!NAME.matcher(e.getKey()).matches()) {
                throw new IllegalArgumentException(
                        "coordinate must match " + NAME + ", was \"" + e.getKey() + '"');
            }
            if (e.getValue().isEmpty()) {
                throw new IllegalArgumentException("coordinate " + e.getKey() + " is empty");
            }
        }
        coordinates = Collections.unmodifiableSortedMap(new TreeMap<>(coordinates));
    }

    public static Target of(String kind, Map<String, String> coordinates) {
        return new Target(kind, new TreeMap<>(coordinates));
    }

    /** Parses what {@link #toString} writes. */
    public static Target parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("expected kind:name=value,…, was \"" + text + '"');
        }
        var coordinates = new TreeMap<String, String>();
        for (String part : parts(text.substring(colon + 1))) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("expected name=value, was \"" + part + '"');
            }
            String name = part.substring(0, equals);
            if (coordinates.put(name, part.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(
                        "expected each coordinate once, "
                                + name
                                + " stands twice in \""
                                + text
                                + '"');
            }
        }
        return new Target(text.substring(0, colon), coordinates);
    }

    public String coordinate(String name) {
        String value = coordinates.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "target " + this + " has no coordinate \"" + name + '"');
        }
        return value;
    }

    @Override
    public String toString() {
        return coordinates.entrySet().stream()
                .map(e -> e.getKey() + '=' + escape(e.getValue()))
                .collect(Collectors.joining(",", kind + ':', ""));
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace(",", "\\,");
    }

    /** Splits at commas; a backslash escapes the next character. */
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }
}
