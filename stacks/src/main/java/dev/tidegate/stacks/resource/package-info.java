/**
 * A resource as it is registered with the engine: type, name and properties, some of which may still be unknown.
 *
 * <p>Read from the program's own arguments here, and from what came over the wire in tests. Imports the Pulumi SDK. Values are immutable
 * and thread-safe.
 */
package dev.tidegate.stacks.resource;
