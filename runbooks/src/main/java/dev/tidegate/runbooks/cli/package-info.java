/**
 * {@code tidegate runbook …}: the night shift's verbs.
 *
 * <p>Decides how things are asked. May import every other room of this module. Commands are made anew for
 * each call.
 */
package dev.tidegate.runbooks.cli;
