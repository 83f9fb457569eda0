/**
 * YAML that remembers where everything stands, taken apart with every problem at once.
 *
 * <p>Decides what is well-formed, not what is meant. May import Jackson, nothing of the project. Nodes
 * and problems are immutable values; {@link dev.tidegate.runbooks.yaml.Fields} belongs to one thread.
 */
package dev.tidegate.runbooks.yaml;
