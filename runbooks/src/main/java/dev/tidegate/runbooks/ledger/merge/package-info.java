/** Other ledgers' entries inside one. Imports {@code ledger}. */
package dev.tidegate.runbooks.ledger.merge;
