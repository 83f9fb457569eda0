/**
 * What all commands share: the configuration option, converters of numbers, shares and times, progress, usage
 * errors and exit codes.
 *
 * <p>Decides nothing about Tidegate itself. Imports {@code capacity}, {@code config}, {@code config.endpoint} and {@code config.read}; used by one
 * thread.
 */
package dev.tidegate.autoscaler.cli.option;
