/**
 * The night shift's commands: {@code runbook …} and {@code ledger …}.
 *
 * <p>Decides how things are asked and shown, and wires the parts by hand. May import every other room
 * of this module. Commands are made anew for each call.
 */
package dev.tidegate.runbooks.cli;
