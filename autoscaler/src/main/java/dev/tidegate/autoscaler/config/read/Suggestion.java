package dev.tidegate.autoscaler.config.read;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests the key, command or option that a mistyped one was probably meant to be. */
public final class Suggestion {

    /** The known name with the smallest edit distance, if that is small enough for a typing error. */
    public static Optional<String> nearest(String typed, Collection<String> known) {
        String normalized = normalize(typed);
        int maxDistance = Math.max(1, typed.length() / 3);
        return known.stream()
                .filter(name -> distance(normalized, normalize(name)) <= maxDistance)
                .min(Comparator.comparingInt(name -> distance(normalized, normalize(name))));
    }

    private static String normalize(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Levenshtein distance (1965), with the transposition of two adjacent characters as one edit (Damerau, 1964). */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : step(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int step(int[][] edits, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = edits[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, 1 + edits[i - 2][j - 2]) : least;
    }

    private Suggestion() {}
}
