/**
 * What all commands share: the configuration option, number and time converters, progress, usage errors and exit codes.
 *
 * <p>Decides nothing about Tidegate itself. Imports {@code config}, {@code config.endpoint} and {@code config.read}; used by one
 * thread.
 */
package dev.tidegate.autoscaler.cli.option;
