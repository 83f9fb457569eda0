/** Runs against simulated fleets in virtual time, with processes that die where the test says. */
package dev.tidegate.runbooks.run;
