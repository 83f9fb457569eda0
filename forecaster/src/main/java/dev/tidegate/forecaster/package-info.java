/**
 * Foresee: given a series, what comes next and how sure we are. Imports the JDK and Hipparchus. No logger, no thread, no
 * clock; callers pass time and randomness in.
 */
package dev.tidegate.forecaster;
