/**
 * The signals that policies use: the demand itself, its trend, its seasons, and forecasts.
 *
 * <p>Decides what the demand so far says about the demand to come, and how long its peaks are kept. Imports the
 * forecaster's door only; demand is in replicas here. Types with state belong to one workload and one thread.
 */
package dev.tidegate.autoscaler.shadow.signal;
