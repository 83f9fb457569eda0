/**
 * From one YAML file to {@link dev.tidegate.autoscaler.config.Settings}, or to everything that is wrong with it at once.
 *
 * <p>Decides whether a configuration can be used. Every key is declared once, in {@link
 * dev.tidegate.autoscaler.config.read.Keys} and {@link dev.tidegate.autoscaler.config.read.WorkloadKeys}; the reference page is
 * printed from there. Imports {@code config}, and of {@code runbooks} how YAML faults are told. The loader is thread-safe.
 */
@NullMarked
package dev.tidegate.autoscaler.config.read;

import org.jspecify.annotations.NullMarked;
