package dev.tidegate.autoscaler.loop.record;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A book that is meant for a tier, and who opens it. */
public record TierBook(String name, Opening opening) {

    /** What opens a book. */
    public enum Opening {
        /** The daemon, once a workload enters the tier. */
        TIER("opens by itself"),
        /** The daemon, once the book's own signal calls for it. */
        SIGNAL("opens on its signal"),
        /** A person: the book is only proposed. */
        PERSON("proposed");

        private final String words;

        Opening(String words) {
            this.words = words;
        }

        /** The stable text form. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Opening ofCode(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** The same for a workload whose tiers open no books. */
    public TierBook withoutTier() {
        return opening == Opening.TIER ? new TierBook(name, Opening.PERSON) : this;
    }

    /** As in {@code shed (opens by itself), smooth (proposed)}. */
    public static String describe(List<TierBook> books) {
        return books.stream()
                .map(book -> book.name() + " (" + book.opening().words + ")")
                .collect(Collectors.joining(", "));
    }
}
