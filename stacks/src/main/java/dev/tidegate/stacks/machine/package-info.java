/**
 * Defaults of every EC2 instance (metadata service v2, encrypted disks, tags), in one place.
 *
 * <p>Imports {@code site}, {@code network}, {@code identity} and the Pulumi SDK. Stateless.
 */
package dev.tidegate.stacks.machine;
