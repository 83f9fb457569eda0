/**
 * The history that guards use: floors, needs, replicas paid and the last scale-in within their windows, and how it
 * passes from one process to the next. Decides what was removed and spent so far, and whether that is known. Imports
 * {@code capacity} and {@code guard}. Values are immutable; {@link dev.tidegate.autoscaler.guard.window.Windows} belong
 * to one planner.
 */
package dev.tidegate.autoscaler.guard.window;
