/**
 * What a policy may go by: the demand itself, its trend, its seasons, and the forecaster's word.
 *
 * <p>Decides what the demand so far says of the demand to come, and how long its peaks are remembered. Imports the forecaster's
 * door only; demand is counted in replicas here. Types with state belong to one workload and one thread.
 */
@NullMarked
package dev.tidegate.autoscaler.shadow.signal;

import org.jspecify.annotations.NullMarked;
