/**
 * Commands for operators: start the daemon, show its status, override it, check its configuration.
 *
 * <p>Decides what an operator is shown. All commands except the daemon itself work while it is down: they meet it in the ledger.
 * May import {@code cli.option} and the rooms that keep state; commands are used by one thread.
 */
package dev.tidegate.autoscaler.cli.operate;
