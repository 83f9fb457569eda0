/** Other ledgers' entries inside one. Imports {@code ledger}. */
@NullMarked
package dev.tidegate.runbooks.ledger.merge;

import org.jspecify.annotations.NullMarked;
