/**
 * The main job on one machine: a generated week, its last day played out by the daemon's own loop in virtual
 * time, beside what people run instead. Decides nothing of its own. May import the loop and what it is wired with,
 * the plan, configuration, metrics and reports. One thread plays; nothing here is thread-safe.
 */
package dev.tidegate.autoscaler.demo;
