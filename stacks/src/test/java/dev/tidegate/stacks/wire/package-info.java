/**
 * The other end of the wire: a server that speaks the engine's protocol, the real program in a child JVM, and what it asked for.
 */
package dev.tidegate.stacks.wire;
