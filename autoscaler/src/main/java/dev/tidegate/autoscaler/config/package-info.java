/**
 * What the operator asked for: one YAML file, read whole, into immutable records.
 *
 * <p>Decides whether a configuration can be used at all, and reports everything wrong with it at once. Every key is declared
 * once, in {@link dev.tidegate.autoscaler.config.Keys}; the reference page is printed from there. Imports no other room. All
 * types are immutable; secrets are kept as references and resolved by whoever needs them.
 */
@NullMarked
package dev.tidegate.autoscaler.config;

import org.jspecify.annotations.NullMarked;
