/**
 * {@code tidegate runbook …}: the commands for the operator on call.
 *
 * <p>Decides how commands are called. May import every other room of this module. A command object
 * serves one call.
 */
package dev.tidegate.runbooks.cli;
