package dev.tidegate.autoscaler.config.read;

import java.util.Optional;

/**
 * One key of the configuration, declared once; used by the loader and by the reference page.
 *
 * @param section that it belongs to, as in {@code workloads[].bounds}; empty at the top level
 * @param defaultText used if the key is absent; empty if it has no default
 * @param required whether its absence is an error
 * @param example a valid text; its value also replaces an invalid one so that reading can continue
 * @param meaning one sentence for the reference page
 */
record Key<T>(
        String section,
        String name,
        ValueParser<T> parser,
        Optional<String> defaultText,
        boolean required,
        String example,
        String meaning) {

    static <T> Key<T> required(
            String section, String name, ValueParser<T> parser, String example, String meaning) {
        return new Key<>(section, name, parser, Optional.empty(), true, example, meaning);
    }

    static <T> Key<T> optional(
            String section, String name, ValueParser<T> parser, String example, String meaning) {
        return new Key<>(section, name, parser, Optional.empty(), false, example, meaning);
    }

    static <T> Key<T> withDefault(
            String section,
            String name,
            ValueParser<T> parser,
            String defaultText,
            String meaning) {
        return new Key<>(
                section, name, parser, Optional.of(defaultText), false, defaultText, meaning);
    }
}
