/**
 * Reads one YAML file into {@link dev.tidegate.autoscaler.config.Settings}, or reports all its problems at once.
 *
 * <p>Decides whether a configuration is valid. Every key is declared once, in {@link dev.tidegate.autoscaler.config.read.Keys}
 * and {@link dev.tidegate.autoscaler.config.read.WorkloadKeys}; the reference page is generated from there. Imports {@code
 * config}, {@code config.endpoint}, quantities of {@code capacity}, the objective of {@code situation}, and from {@code runbooks}
 * the description of YAML faults and what a site may say of books. The loader is thread-safe.
 */
package dev.tidegate.autoscaler.config.read;
