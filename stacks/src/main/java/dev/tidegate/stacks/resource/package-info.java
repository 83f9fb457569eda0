/**
 * A resource as the engine is asked for it: type, name and values, of which some may not be known yet.
 *
 * <p>Read from the program's own arguments here, and from what came over the wire in tests. Imports the Pulumi SDK. Values are immutable
 * and thread-safe.
 */
@NullMarked
package dev.tidegate.stacks.resource;

import org.jspecify.annotations.NullMarked;
