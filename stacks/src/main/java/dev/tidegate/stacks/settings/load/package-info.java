/**
 * Loads settings from a document, or reports all of its problems at once.
 *
 * <p>Decides what may be provisioned: formats, defaults, contradictions, and what production refuses. Imports {@code settings}, {@code site}
 * for the length of names, and Jackson. Stateless, except {@code Section}, which belongs to one load.
 */
package dev.tidegate.stacks.settings.load;
