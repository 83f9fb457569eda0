/**
 * Reads YAML with source positions, reporting all problems at once.
 *
 * <p>Decides what is well-formed, not what it means. May import Jackson, nothing of the project.
 * Nodes and problems are immutable values; {@link dev.tidegate.runbooks.yaml.Fields} belongs to one
 * thread.
 */
package dev.tidegate.runbooks.yaml;
