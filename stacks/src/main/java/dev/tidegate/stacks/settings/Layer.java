package dev.tidegate.stacks.settings;

/**
 * What one stack holds. In production each region is a stack of its own and the global one reads their outputs, so that
 * a change in one region cannot take another down.
 */
public enum Layer {
    /** Regions and what stands above them, in one stack: for environments that may go down as one. */
    WHOLE,
    /** One region, no more. */
    REGION,
    /** What no region holds: names, edge and access for delivery. */
    GLOBAL
}
