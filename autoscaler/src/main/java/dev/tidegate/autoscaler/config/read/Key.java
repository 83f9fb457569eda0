package dev.tidegate.autoscaler.config.read;

import java.util.Optional;

/**
 * One key of the configuration, declared once: read by the loader, printed by the reference page.
 *
 * @param section where it stands, as in {@code workloads[].bounds}; empty at the top
 * @param standard the text taken when the key is absent; empty when there is none
 * @param required whether its absence is a mistake
 * @param example a text of this kind; its value also stands in for a mistaken one so that reading can go on
 * @param meaning one sentence for the reference page
 */
record Key<T>(
        String section,
        String name,
        ValueParser<T> kind,
        Optional<String> standard,
        boolean required,
        String example,
        String meaning) {

    static <T> Key<T> required(
            String section, String name, ValueParser<T> kind, String example, String meaning) {
        return new Key<>(section, name, kind, Optional.empty(), true, example, meaning);
    }

    static <T> Key<T> optional(
            String section, String name, ValueParser<T> kind, String example, String meaning) {
        return new Key<>(section, name, kind, Optional.empty(), false, example, meaning);
    }

    static <T> Key<T> standard(
            String section, String name, ValueParser<T> kind, String standard, String meaning) {
        return new Key<>(section, name, kind, Optional.of(standard), false, standard, meaning);
    }
}
