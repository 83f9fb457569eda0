/**
 * From a document to settings, or to everything that is wrong with it at once.
 *
 * <p>Decides what may be provisioned at all: forms, defaults, contradictions, and what production refuses. Imports {@code settings}, {@code site}
 * for the length of names, and Jackson. Stateless, but {@code Section}, which belongs to one reading.
 */
@NullMarked
package dev.tidegate.stacks.settings.load;

import org.jspecify.annotations.NullMarked;
