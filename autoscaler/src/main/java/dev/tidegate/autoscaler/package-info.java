/** Decide: turns demand into a capacity plan and a tier before it is needed. May import forecaster and runbooks. */
package dev.tidegate.autoscaler;
