/**
 * The demo: a generated week whose last day is simulated with the daemon's own loop in virtual time, compared with common
 * alternatives. Decides nothing of its own. May import the loop and what it is wired with, the plan, configuration, metrics and
 * reports. Single-threaded; nothing here is thread-safe.
 */
package dev.tidegate.autoscaler.demo;
