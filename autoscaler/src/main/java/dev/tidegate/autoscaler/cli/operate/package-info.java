/**
 * Commands for whoever runs Tidegate: start the daemon, look at it, overrule it, check its configuration.
 *
 * <p>Decides what an operator is told. All but the daemon itself work while it is dead: the two meet in the ledger. May import
 * {@code cli.option} and the rooms that keep state; commands are used by one thread.
 */
@NullMarked
package dev.tidegate.autoscaler.cli.operate;

import org.jspecify.annotations.NullMarked;
